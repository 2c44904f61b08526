/** A stretch of time; ns. */
export interface Span {
  readonly fromNs: number;
  readonly toNs: number;
}

interface Heard {
  readonly t: number;
  readonly node: string;
  /** Null: not known from here on. */
  readonly answers: boolean | null;
}

/** What the nodes' ports answered for one address, when. A port's silence is told a while after its begin. */
export class PortHistory {
  readonly #heard = new Map<string, Heard[]>();

  add({ t, node, answers }: Heard): void {
    const known = this.#heard.get(node) ?? [];
    this.#heard.set(node, known);
    // Told late, it is true of the time before as well: what was told meanwhile no longer is.
    while ((known.at(-1)?.t ?? t) > t) known.pop();
    if ((known.at(-1)?.answers ?? null) !== (answers ?? null))
      known.push({ t, node, answers: answers ?? null });
  }

  get nodes(): readonly string[] {
    return [...this.#heard.keys()];
  }

  /** When a node's port answered (or, with false, did not, though asked); what lasts goes on to `endNs`. */
  spans(node: string, answers: boolean, endNs: number): Span[] {
    const all = this.#heard.get(node) ?? [];
    return all.flatMap(({ t, answers: told }, at) =>
      told === answers ? [{ fromNs: t, toNs: all[at + 1]?.t ?? Math.max(t, endNs) }] : [],
    );
  }
}
