/** Whom each node has in its view, over time: read as it comes, for it is asked again and again. */
import type { EventOf } from "../../../core/journal/events.ts";
import { readWord } from "./words.ts";

interface Change {
  readonly t: number;
  /** Corosync's numbers; undefined: it is no member itself. */
  readonly ids: readonly number[] | undefined;
}

export class Membership {
  readonly #changes = new Map<string, Change[]>();
  readonly #nodeOfId = new Map<number, string>();
  readonly #heardNs = new Map<string, number>();
  #read = 0;

  /** What was told since it was asked last. */
  catchUp(told: readonly EventOf<"told">[]): void {
    for (; this.#read < told.length; this.#read += 1) {
      const event = told[this.#read];
      if (event) this.#take(event);
    }
  }

  #take({ t, node, value }: EventOf<"told">): void {
    this.#heardNs.set(node, Math.max(t, this.#heardNs.get(node) ?? 0));
    // They are many, and change nothing here.
    if (typeof value === "string" && value.startsWith("batch ")) return;
    const word = readWord(value);
    if (word?.word === "life") this.#nodeOfId.set(word.id, node);
    if (word?.word === "view") this.#add(node, { t, ids: word.members.map(({ id }) => id) });
    if (word?.word === "end") this.#add(node, { t, ids: undefined });
  }

  #add(node: string, change: Change): void {
    const all = this.#changes.get(node) ?? [];
    this.#changes.set(node, all);
    all.push(change);
  }

  /** When a node said something last, whatever it was. */
  heardNs(node: string): number | undefined {
    return this.#heardNs.get(node);
  }

  /** The nodes of its view at a time, in order; undefined: it is in none. */
  at(node: string, t: number): readonly string[] | undefined {
    const last = (this.#changes.get(node) ?? []).findLast((change) => change.t <= t);
    return last?.ids && this.#names(last.ids);
  }

  /** Its changes within a time. */
  between(node: string, fromNs: number, untilNs: number): readonly NamedChange[] {
    return (this.#changes.get(node) ?? []).flatMap(({ t, ids }) =>
      t > fromNs && t <= untilNs ? [{ t, nodes: ids && this.#names(ids) }] : [],
    );
  }

  /** Since when, to the end of this time, its view has had just these members; undefined: it has not. */
  holdsSince(
    node: string,
    members: readonly string[],
    [fromNs, untilNs]: readonly [number, number],
  ): number | undefined {
    const wanted = members.toSorted().join();
    const holds = (nodes: readonly string[] | undefined) => nodes?.join() === wanted;
    let since = holds(this.at(node, fromNs)) ? fromNs : undefined;
    for (const { t, nodes } of this.between(node, fromNs, untilNs))
      since = holds(nodes) ? (since ?? t) : undefined;
    return since;
  }

  #names(ids: readonly number[]): readonly string[] {
    return [...new Set(ids.map((id) => this.#nodeOfId.get(id) ?? `node ${id}`))].sort();
  }
}

export interface NamedChange {
  readonly t: number;
  readonly nodes: readonly string[] | undefined;
}

const known = new WeakMap<readonly EventOf<"told">[], Membership>();

export function membershipOf(told: readonly EventOf<"told">[] = []): Membership {
  const membership = known.get(told) ?? new Membership();
  known.set(told, membership);
  membership.catchUp(told);
  return membership;
}
