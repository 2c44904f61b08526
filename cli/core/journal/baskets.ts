/** What became of the baskets of a `users` probe, to be asked about any time of a run. */

/** `lost`: the shop began a new basket; `behind`: it knows the user, but not the last things. */
export type BasketEvent = "lost" | "behind";

export interface BasketChange {
  readonly t: number;
  readonly user: number;
  readonly event: BasketEvent;
  /** Things that the user knew of, and what the shop said. */
  readonly had: number;
  readonly has: number;
}

export class BasketHistory {
  readonly #changes: BasketChange[] = [];

  add(change: BasketChange): void {
    this.#changes.push(change);
  }

  /** The users to whom this happened in [fromNs, toNs]. */
  users(event: BasketEvent, fromNs: number, toNs: number): ReadonlySet<number> {
    const found = this.#changes.filter(
      (one) => one.event === event && one.t >= fromNs && one.t <= toNs,
    );
    return new Set(found.map(({ user }) => user));
  }
}
