/** A journal as what can be drawn: a small, pure view model in seconds since the run's start. */
import type { FaultRecord, RunView } from "../../core/journal/view.ts";
import type { Report } from "../../core/judge/report.ts";
import type { Verdict } from "../../core/kinds/verdict.ts";
import { checkOrigins, type Interval, type PlanView } from "../words.ts";
import { type OwnerLane, ownerLanes } from "./owners.ts";
import { type Strip, strips } from "./strip.ts";

interface FaultSpan extends Interval {
  readonly id: string;
  readonly step: string;
  readonly title: string;
  /** Still in when the journal ended. */
  readonly open: boolean;
}

/** What a formula promised, and what was measured. */
export interface Band extends Interval {
  readonly step: string;
  readonly check: string;
  readonly verdict: Verdict;
  /** Where the check's clock started: the fault's effect, or its healing. */
  readonly origin: number;
  readonly lo: number;
  readonly hi: number;
  /** Seconds; undefined when nothing could be measured. */
  readonly measured: number | undefined;
}

interface StepSpan extends Interval {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
}

export interface Timeline extends Interval {
  readonly strips: readonly Strip[];
  readonly owners: readonly OwnerLane[];
  readonly faults: readonly FaultSpan[];
  readonly bands: readonly Band[];
  readonly steps: readonly StepSpan[];
}

export interface TimelineOptions {
  /** The part of the run to show; default all of it. */
  readonly window?: Interval | undefined;
  /** Into how many bins the window is cut at most; default 1500. */
  readonly bins?: number | undefined;
}

/** What to draw of a run. Samples outside the window are left out, not squeezed in. */
export function timeline(view: RunView, report: Report, options: TimelineOptions = {}): Timeline {
  const span = { from: 0, to: lastSecond(view, report) };
  const window = options.window ?? span;
  return {
    ...window,
    strips: strips(view, { window, bins: options.bins ?? 1500 }),
    owners: ownerLanes(view, span.to).map((lane) => cutLane(lane, window)),
    faults: cut(faultSpans(view, span.to), window),
    bands: bands(report, view.plan),
    steps: cut(stepSpans(report), window),
  };
}

function lastSecond(view: RunView, report: Report): number {
  return Math.max(report.took, 0.001, (view.endNs - view.startNs) / 1e9);
}

/** Intervals that touch the window, cut to it. */
function cut<T extends Interval>(spans: readonly T[], window: Interval): readonly T[] {
  return spans
    .filter((span) => span.to >= window.from && span.from <= window.to)
    .map((span) => ({
      ...span,
      from: Math.max(span.from, window.from),
      to: Math.min(span.to, window.to),
    }));
}

function cutLane(lane: OwnerLane, window: Interval): OwnerLane {
  return {
    ...lane,
    nodes: lane.nodes.map((node) => ({
      ...node,
      held: cut(node.held, window),
      wire: cut(node.wire, window),
    })),
    conflicts: cut(lane.conflicts, window),
    blind: cut(lane.blind, window),
  };
}

/** What ends another fault (a power-on) is a moment, and the other one ends with it, not when it was looked at again. */
function faultSpans(view: RunView, end: number): FaultSpan[] {
  const at = (ns: number) => (ns - view.startNs) / 1e9;
  const enders = new Map(view.faults.flatMap((fault) => endsOf(fault, view.faults)));
  const moments = new Set([...enders.values()].map(({ id }) => id));
  return view.faults.flatMap(({ id, step, title, effectNs, healedNs }) => {
    if (effectNs === undefined) return [];
    const moment = moments.has(id);
    const endNs = moment ? effectNs : (enders.get(id)?.effectNs ?? healedNs);
    const open = endNs === undefined;
    return [{ id, step, title, from: at(effectNs), to: open ? end : at(endNs), open }];
  });
}

/** By a fault's id, the one that ended it: in a later step, at the same node, with nothing to heal itself. */
function endsOf(fault: FaultRecord, all: readonly FaultRecord[]): [string, FaultRecord][] {
  const { effectNs, healedNs, step, nodes, id } = fault;
  if (effectNs === undefined || healedNs === undefined) return [];
  const ender = all.find(
    (one) =>
      one.effectNs !== undefined &&
      one.effectNs > effectNs &&
      one.effectNs <= healedNs &&
      one.healedNs === undefined &&
      one.step !== step &&
      one.nodes.some((node) => nodes.includes(node)),
  );
  return ender ? [[id, ender]] : [];
}

function stepSpans(report: Report): StepSpan[] {
  return report.steps.map((step) => ({
    id: step.id,
    title: step.title,
    verdict: step.verdict,
    from: step.startAt,
    to: step.endAt,
  }));
}

/** Only bounds on a time can be drawn on the axis of time. */
function bands(report: Report, plan: PlanView | undefined): Band[] {
  return report.steps.flatMap((step) => {
    const origins = checkOrigins(step, plan);
    return step.checks.flatMap((check, index) => {
      const origin = origins[index] ?? null;
      const scale = secondsPer(check.unit);
      if (!check.bound || scale === undefined || origin === null) return [];
      const lo = check.bound.lo * scale;
      const hi = check.bound.hi * scale;
      const measured = check.measured === undefined ? undefined : check.measured * scale;
      const { verdict } = check;
      const place = { from: origin + lo, to: origin + hi, origin };
      return [{ step: step.id, check: check.check, verdict, ...place, lo, hi, measured }];
    });
  });
}

function secondsPer(unit: string | undefined): number | undefined {
  if (unit === "s") return 1;
  return unit === "ms" ? 0.001 : undefined;
}
