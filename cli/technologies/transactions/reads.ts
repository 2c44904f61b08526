/** What a probe `reader` saw: the number of the newest row, read by read. */
import type { StepView } from "../../core/kinds/formula.ts";

/** "n NS K:NUMBER ...": kept as it is. */
export function parseReads(line: string): { atNs: number; value: string } | undefined {
  const [, ns, value] = /^n (\d{1,16}) ((?:\d+:-?\d+ ?)+)$/.exec(line) ?? [];
  return value === undefined ? undefined : { atNs: Number(ns), value };
}

export interface Read {
  readonly k: number;
  readonly node: string;
  readonly sentNs: number;
  readonly endNs: number;
  /** The number of the newest row that it saw; -1: there was none. */
  readonly newest: number;
}

/** The reads that were sent in a view's phase and answered, in their order. */
export function readsIn(view: StepView, probe: string): readonly Read[] {
  const series = view.run.series.get(probe);
  if (!series) return [];
  const seen = new Map<number, number>();
  for (const { t, value } of view.run.told.get(probe) ?? []) {
    // A batch is told a quarter of a second after its first read, at most.
    if (t < view.sinceNs) continue;
    for (const one of String(value).split(" ")) {
      const [k, newest] = one.split(":").map(Number);
      if (k !== undefined && newest !== undefined) seen.set(k, newest);
    }
  }
  const found: Read[] = [];
  for (const row of series.between(view.sinceNs, view.untilNs)) {
    const [k, , sentUs, , outcome, node] = row;
    const newest = seen.get(k);
    if (outcome !== "ok" || newest === undefined) continue;
    found.push({ k, node, sentNs: series.t0 + sentUs * 1000, endNs: series.endNs(row), newest });
  }
  return found;
}
