/**
 * Actions that somebody has to ask the engine for: what a node does to itself makes none of them. (One
 * whose init ends only dies.)
 */
export const words = {
  kill: "was killed",
  pause: "was paused",
  unpause: "was unpaused",
  start: "was started",
  destroy: "was removed",
} as const;

export type Action = keyof typeof words;

/** What halab itself is about to ask for: the events of that are nobody else's. */
export class OwnActions {
  readonly #expected = new Map<string, number>();

  /** Does it; should it fail, no event of it will come. */
  async during<T>(container: string, action: Action, work: () => Promise<T>): Promise<T> {
    this.#count(container, action, 1);
    try {
      return await work();
    } catch (error) {
      this.#count(container, action, -1);
      throw error;
    }
  }

  /** Whether an event was to be expected; it is not, a second time. */
  take(container: string, action: Action): boolean {
    if ((this.#expected.get(`${container} ${action}`) ?? 0) <= 0) return false;
    this.#count(container, action, -1);
    return true;
  }

  #count(container: string, action: Action, by: number): void {
    const key = `${container} ${action}`;
    // What failed may have had its event all the same.
    this.#expected.set(key, Math.max(0, (this.#expected.get(key) ?? 0) + by));
  }
}
