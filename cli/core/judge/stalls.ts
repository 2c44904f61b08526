/** For how long the machine may have stood still, by what it did to the probers. Pure. */
import type { RunView } from "../journal/view.ts";

/** What stalls the prober stalls the daemons, too: one that decides, one that acts, and the prober. */
const stallsInARow = 3;

/** A stall just before a phase delays what begins it. */
const stallReachNs = 1e9;

/** The longest stall of a prober about [fromNs, toNs], in seconds. */
export function longestStallS(run: RunView, fromNs: number, toNs: number): number {
  const all = [...run.series.values()];
  const latest = all.map((series) => series.latestNs(fromNs - stallReachNs, toNs));
  return Math.max(0, ...latest) / 1e9;
}

/** What it may cost at most, in seconds. */
export function stallMarginS(run: RunView, fromNs: number, toNs: number): number {
  return stallsInARow * longestStallS(run, fromNs, toNs);
}
