/** The stretches of a phase without a good answer, none of them longer than the phase itself. */
import type { Series } from "../journal/series.ts";
import { beganNs, type StepView } from "../kinds/formula.ts";
import { calmNs } from "./evidence.ts";

export interface Outage {
  /** Due times of the last success before and the first one after; cut to the phase. */
  readonly fromNs: number;
  readonly toNs: number;
  /** Requests of the phase. */
  readonly lost: number;
  /** Service was back before the phase was over. */
  readonly over: boolean;
  /** From success to success, whatever the phase; without end if none came. */
  readonly wholeNs: number;
}

export interface Window {
  /** When what the phase is about began to be made: a fault shows before its maker says so. */
  readonly beganNs: number;
  /** Where the phase's clock starts. */
  readonly sinceNs: number;
  readonly untilNs: number;
}

/** The phase of a step as a window. */
export function windowOf(view: StepView): Window {
  return { beganNs: beganNs(view), sinceNs: view.sinceNs, untilNs: view.untilNs };
}

/** In the order of time. */
export function outagesIn(series: Series, { beganNs, sinceNs, untilNs }: Window): Outage[] {
  const own = new Set(series.gaps(sinceNs, untilNs).map((gap) => gap.fromNs));
  return series.gapsTouching(sinceNs, untilNs).flatMap((gap) => {
    const fromNs = Math.max(gap.fromNs, beganNs);
    const toNs = Math.min(gap.toNs, untilNs);
    // Requests under way when a phase ends may fall to what comes next: that is no lasting outage.
    const lasting =
      gap.toNs > untilNs && untilNs - fromNs >= calmNs && isLostBy(series, fromNs, untilNs);
    // One that begins here and goes on is this phase's, too, however long it lasts afterwards.
    if (toNs <= fromNs || (!own.has(gap.fromNs) && !lasting)) return [];
    const { lost } = series.tally(fromNs, toNs);
    const over = gap.closed && !lasting;
    const wholeNs = gap.closed ? gap.toNs - gap.fromNs : Number.POSITIVE_INFINITY;
    return [{ fromNs, toNs, lost, over, wholeNs }];
  });
}

export function secondsOf(outages: readonly Outage[]): number {
  return Math.max(0, ...outages.map(({ fromNs, toNs }) => toNs - fromNs)) / 1e9;
}

/** Did a request fail, and its failing show, before the phase was over? */
function isLostBy(series: Series, fromNs: number, untilNs: number): boolean {
  for (const row of series.between(fromNs, untilNs))
    if (row[4] !== "ok" && series.endNs(row) <= untilNs) return true;
  return false;
}
