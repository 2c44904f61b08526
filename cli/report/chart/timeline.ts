/** A journal as what can be drawn: a small, pure view model in seconds since the run's start. */
import type { EventOf, JournalEvent } from "../../core/journal/events.ts";
import type { Report, Verdict } from "../../core/judge/report.ts";
import { checkOrigins, findPlan, type Interval, type PlanView } from "../view.ts";
import { type OwnerLane, ownerLanes } from "./owners.ts";
import { type Strip, strips } from "./strip.ts";

export interface FaultSpan extends Interval {
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

export interface StepSpan extends Interval {
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

/** (events, report) -> what to draw. Samples outside the window are left out, not squeezed in. */
export function timeline(
  events: readonly JournalEvent[],
  report: Report,
  options: TimelineOptions = {},
): Timeline {
  const startNs = findStartNs(events);
  const span = { from: 0, to: lastSecond(events, report, startNs) };
  const window = options.window ?? span;
  const plan = findPlan(events);
  return {
    ...window,
    strips: strips(events, { startNs, window, bins: options.bins ?? 1500, plan }),
    owners: ownerLanes(events, { startNs, end: span.to, plan }).map((lane) =>
      cutLane(lane, window),
    ),
    faults: cut(faultSpans(events, startNs, span.to), window),
    bands: bands(report, plan),
    steps: cut(stepSpans(report), window),
  };
}

/** The instant that counts as second 0, in the journal's nanoseconds. */
export function findStartNs(events: readonly JournalEvent[]): number {
  return (events.find((event) => event.kind === "run") ?? events[0])?.t ?? 0;
}

function lastSecond(events: readonly JournalEvent[], report: Report, startNs: number): number {
  let last = Math.max(report.took, 0.001);
  for (const event of events) last = Math.max(last, (event.t - startNs) / 1e9);
  return last;
}

/** Intervals that touch the window, cut to it. */
export function cut<T extends Interval>(spans: readonly T[], window: Interval): readonly T[] {
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

function faultSpans(events: readonly JournalEvent[], startNs: number, end: number): FaultSpan[] {
  const spans = new Map<string, FaultSpan>();
  for (const event of events) {
    if (event.kind !== "fault") continue;
    const at = (event.t - startNs) / 1e9;
    const known = spans.get(event.id);
    if (event.phase === "effect") spans.set(event.id, openFault(event, at, end));
    else if (event.phase === "healed" && known) {
      spans.set(event.id, { ...known, to: at, open: false });
    }
  }
  return [...spans.values()];
}

function openFault(event: EventOf<"fault">, at: number, end: number): FaultSpan {
  return { id: event.id, step: event.step, title: event.title, from: at, to: end, open: true };
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
