export interface OwnerChange {
  readonly t: number;
  readonly node: string;
  readonly owns: boolean;
}

export interface Ownership {
  readonly t: number;
  readonly nodes: readonly string[];
}

/** Who held an address, when. Events of several nodes may arrive slightly out of order. */
export class OwnerHistory {
  readonly #events: OwnerChange[] = [];
  #inOrder = true;
  #states: Ownership[] | undefined;

  set(t: number, node: string, owns: boolean): void {
    if ((this.#events.at(-1)?.t ?? t) > t) this.#inOrder = false;
    this.#events.push({ t, node, owns });
    this.#states = undefined;
  }

  /** What the nodes said, in order; saying the same twice is no change. */
  get changes(): readonly OwnerChange[] {
    if (!this.#inOrder) this.#events.sort((a, b) => a.t - b.t);
    this.#inOrder = true;
    return this.#events;
  }

  /** Every change, in order: the owners from then on. */
  states(): readonly Ownership[] {
    if (this.#states) return this.#states;
    const owners = new Set<string>();
    const states: Ownership[] = [];
    for (const { t, node, owns } of this.changes) {
      if (owners.has(node) === owns && states.length > 0) continue;
      if (owns) owners.add(node);
      else owners.delete(node);
      states.push({ t, nodes: [...owners].sort() });
    }
    this.#states = states;
    return states;
  }

  get known(): boolean {
    return this.#events.length > 0;
  }

  at(t: number): readonly string[] {
    let nodes: readonly string[] = [];
    for (const state of this.states()) {
      if (state.t > t) break;
      nodes = state.nodes;
    }
    return nodes;
  }

  /** Seconds in [fromNs, toNs] during which `test` held for the owners. */
  secondsWhere(fromNs: number, toNs: number, test: (nodes: readonly string[]) => boolean): number {
    let sum = 0;
    let from = fromNs;
    let nodes = this.at(fromNs);
    for (const state of this.states()) {
      if (state.t <= fromNs) continue;
      const to = Math.min(state.t, toNs);
      if (to > from && test(nodes)) sum += to - from;
      from = Math.max(from, to);
      nodes = state.nodes;
      if (state.t >= toNs) break;
    }
    if (toNs > from && test(nodes)) sum += toNs - from;
    return sum / 1e9;
  }

  /**
   * The start of the last stretch within [fromNs, toNs], lasting to its end, in which `test` held;
   * undefined when it does not hold at the end.
   */
  holdsSince(
    fromNs: number,
    toNs: number,
    test: (nodes: readonly string[]) => boolean,
  ): number | undefined {
    let since = test(this.at(fromNs)) ? fromNs : undefined;
    for (const state of this.states()) {
      if (state.t <= fromNs) continue;
      if (state.t > toNs) break;
      if (!test(state.nodes)) since = undefined;
      else since ??= state.t;
    }
    return since;
  }
}
