import type { JournalEvent } from "./events.ts";

/** One who hears every event of a run, in its order, as it happens. Must be quick: the run waits. */
export type Listener = (event: JournalEvent) => void;

/**
 * The one stream of a run: what is said here reaches the file, the view, and whoever else listens.
 * The end is its last event: what is seen during the clean-up is no part of the run.
 */
export class Sink {
  readonly #listeners = new Set<Listener>();
  #ended = false;

  /** From the next event on, until it is disposed of. */
  listen(listener: Listener): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  emit(event: JournalEvent): void {
    if (this.#ended) return;
    this.#ended = event.kind === "end";
    for (const listener of this.#listeners) listener(event);
  }
}
