/** What became of a stream probe's long-lived connections, to be asked about any time of a run. */
import type { StreamEvent } from "./events.ts";

export interface Break {
  readonly t: number;
  readonly connection: number;
  readonly event: StreamEvent;
}

interface Change extends Break {
  /** All connections ended with the prober itself. */
  readonly all?: boolean;
}

export class StreamHistory {
  readonly #changes: Change[] = [];

  add(t: number, connection: number, event: StreamEvent): void {
    this.#changes.push({ t, connection, event });
  }

  /** The prober was started again: what it had is gone, but nobody broke it. */
  restart(t: number): void {
    this.#changes.push({ t, connection: 0, event: "renewed", all: true });
  }

  /** The connections that were open at a time, and since when. */
  openAt(atNs: number): ReadonlyMap<number, number> {
    const open = new Map<number, number>();
    for (const { t, connection, event, all } of this.#changes) {
      if (t > atNs) continue;
      if (all) open.clear();
      else if (event === "connected") open.set(connection, t);
      else open.delete(connection);
    }
    return open;
  }

  /** How connections ended in [fromNs, toNs] that nobody meant to end, in the order of time. */
  breaks(fromNs: number, toNs: number): readonly Break[] {
    return this.#changes
      .filter(({ t, event }) => t >= fromNs && t <= toNs && isBreak(event))
      .toSorted((a, b) => a.t - b.t);
  }
}

function isBreak(event: StreamEvent): boolean {
  return event !== "connected" && event !== "renewed";
}
