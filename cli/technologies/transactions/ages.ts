/** How old what a read shows is, by the client's own clock: no node's clock is asked. */
import type { Series } from "../../core/journal/series.ts";
import type { Read } from "./reads.ts";

export interface Age {
  /** Writes that were acknowledged before it was sent, and are newer than what it shows. */
  readonly missed: number;
  /** Since the first of them was acknowledged. */
  readonly ageS: number;
}

/** Of each read. Rows lie in the order of their numbers, and those due after the read was sent are none of it. */
export function agesOf(reads: readonly Read[], writes: Series): Age[] {
  return reads.map(({ sentNs, newest }) => {
    let [missed, oldestNs] = [0, sentNs];
    const fromNs = writes.t0 + (newest + 1) * writes.intervalNs;
    for (const row of writes.between(fromNs, sentNs)) {
      const ackNs = writes.endNs(row);
      if (row[4] !== "ok" || ackNs > sentNs) continue;
      missed += 1;
      oldestNs = Math.min(oldestNs, ackNs);
    }
    return { missed, ageS: (sentNs - oldestNs) / 1e9 };
  });
}
