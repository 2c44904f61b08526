/** What became of a writer's writes, as its client knows it. */
import type { Outcome } from "../../core/journal/events.ts";
import type { Series } from "../../core/journal/series.ts";

/**
 * As in Jepsen's histories: `:ok`, `:fail` (certainly not done) and `:info` (nobody knows: it was sent, and no answer came,
 * or the server itself warned that it may be known to nobody else).
 */
type Fate = "acknowledged" | "refused" | "unknown";

const fates: Readonly<Record<Outcome, Fate>> = {
  ok: "acknowledged",
  bad: "refused",
  refused: "refused",
  unreach: "refused",
  error: "refused",
  timeout: "unknown",
  reset: "unknown",
  forged: "unknown",
};

/** The numbers from `first` to below `below` of each fate, ascending. */
export function fatesOf(
  series: Series,
  first: number,
  below: number,
): Readonly<Record<Fate, number[]>> {
  const found = { acknowledged: [], refused: [], unknown: [] } as Record<Fate, number[]>;
  for (const [k, , , , outcome] of series.rows()) {
    if (k >= below) break;
    if (k < first) continue;
    found[fates[outcome]].push(k);
  }
  return found;
}
