/** Which nodes answered the SYN of each probe of a `clients` probe, as seen from the wire. */
export type ResponderRow = readonly [k: number, nodes: readonly string[]];

export class Responders {
  readonly #rows: (readonly string[] | undefined)[] = [];
  #horizon = -1;

  add(rows: readonly ResponderRow[]): void {
    for (const [k, nodes] of rows) {
      this.#rows[k] = nodes;
      this.#horizon = Math.max(this.#horizon, k);
    }
  }

  /** Undefined: not known (yet). */
  of(k: number): readonly string[] | undefined {
    return this.#rows[k];
  }

  /** The last probe of which it is known; they come in order. -1: none. */
  get horizon(): number {
    return this.#horizon;
  }
}
