import type { z } from "zod";
import type { Series } from "../journal/series.ts";
import type { StepView } from "../journal/view.ts";
import { isWithin, resolveBound, round, toleranceS } from "../judge/bounds.ts";
import type { Bound, Verdict } from "../judge/report.ts";
import type { BoundSpec } from "../lab/schema.ts";
import { loadKinds } from "./load.ts";

/** A name in a spec that must exist in the lab; `path` is where it stands within the spec. */
export interface Ref {
  readonly to:
    | "node"
    | "nodeRef"
    | "segment"
    | "probe"
    | "step"
    | "formula"
    | "service"
    | "measure"
    | "file";
  readonly name: string;
  readonly path: readonly (string | number)[];
}

export interface Judgement {
  readonly verdict: Verdict;
  readonly measured?: number;
  readonly unit?: string;
  readonly bound?: Bound;
  readonly evidence: readonly string[];
}

/** A kind of check: one file under checks/. Judging is pure: it sees the journal and nothing else. */
export interface CheckKind<S = never> {
  readonly kind: string;
  readonly schema: z.ZodType<S>;
  refs(spec: S): readonly Ref[];
  /** A sentence: what the check asks. */
  title(spec: S): string;
  /** Enough was seen to judge: the runner need not wait longer. */
  ready(spec: S, view: StepView): boolean;
  judge(spec: S, view: StepView): Judgement;
  /** Seconds from the phase's begin that it looks on, whatever happens. They count as protocol time, */
  watchesS?(spec: S, view: StepView): number;
  /** and so do those that it needs after the protocol's timers. */
  afterS?(spec: S, view: StepView): number;
}

/** A check kind whose spec has been forgotten; its own schema made the spec that it is given. */
export type AnyCheck = CheckKind<Readonly<Record<string, unknown>>>;

export function loadChecks(): Promise<ReadonlyMap<string, AnyCheck>> {
  return loadKinds<AnyCheck>("checks");
}

/** After a change, this long without trouble counts as calm. */
export const calmNs = 300e6;

/**
 * More than this share of probes sent late: the prober cannot be trusted. Late is what no bound's
 * tolerance covers. One stall of the machine for a tenth of a second, in a phase of a few seconds,
 * stays below.
 */
export const lateLimit = 0.05;

/**
 * The same where requests are only counted: a late one counts as well, but no more than this share of
 * the time may have gone by unasked.
 */
export const unaskedLimit = 0.2;

export function unknown(why: string): Judgement {
  return { verdict: "unknown", evidence: [why] };
}

/** Requests under way, and lines that were not read yet, when the phase ended. */
const tailNs = 1e9;

/** How long a probe waits for an answer. */
export function timeoutNs(view: StepView, probe: string): number {
  const spec = view.run.plan?.probes.find((one) => one.name === probe)?.spec;
  return Number(spec?.["timeout"] ?? 0) * 1e6;
}

/** The prober was not heard to the phase's end. Its last requests may run into their timeout. */
function stopsEarly(view: StepView, probe: string, series: Series): boolean {
  return series.horizonNs < view.untilNs - tailNs - timeoutNs(view, probe);
}

/** What was due up to here had its outcome within the phase, and not by what came after it. */
export function decidedNs(view: StepView, probe: string): number {
  return Math.max(view.sinceNs, view.untilNs - timeoutNs(view, probe));
}

/** A request sent so much later than it was due is late. */
export function lateNs(series: Series): number {
  return Math.max(toleranceS * 1e9, 2 * series.intervalNs);
}

/** The samples, however late they were sent, or why there are none. */
export function samplesOf(view: StepView, probe: string): Series | Judgement {
  const series = view.run.series.get(probe);
  if (!series || series.tally(view.sinceNs, view.untilNs).sent === 0)
    return unknown(`probe "${probe}" saw nothing`);
  if (stopsEarly(view, probe, series)) return unknown(`probe "${probe}" stopped before the end`);
  return series;
}

/** Why the samples are not worth judging by; undefined when they are. */
function busy(
  view: StepView,
  probe: string,
  series: Series,
  limit = lateLimit,
): Judgement | undefined {
  const { lateShare } = series.tally(view.sinceNs, view.untilNs, lateNs(series));
  if (lateShare <= limit) return undefined;
  const share = (lateShare * 100).toFixed(1);
  return unknown(
    `the prober of "${probe}" sent ${share} % of its requests late: this machine was too busy`,
  );
}

/** The samples to judge by, or why there are none worth judging. */
export function evidenceOf(view: StepView, probe: string, limit = lateLimit): Series | Judgement {
  const series = samplesOf(view, probe);
  return isJudgement(series) ? series : (busy(view, probe, series, limit) ?? series);
}

/**
 * Where it does not matter when somebody asked, a late prober spoils nothing that went well; but what
 * went wrong may be the busy machine's fault.
 */
export function unlessBusy(judged: Judgement, view: StepView, probe: string): Judgement {
  const series = view.run.series.get(probe);
  if (judged.verdict !== "fail" || !series) return judged;
  const { evidence, ...measured } = judged;
  const why = busy(view, probe, series);
  return why ? { ...measured, ...why, evidence: [...evidence, ...why.evidence] } : judged;
}

export function isJudgement(value: object): value is Judgement {
  return "verdict" in value;
}

/** Verdict of a measured value against its bound, or unknown when the bound cannot be worked out. */
export function judgeBound(
  measured: number,
  spec: BoundSpec,
  view: StepView,
  probe: string,
  evidence: readonly string[],
): Judgement {
  const bound = resolveBound(spec, view, probe);
  if (typeof bound === "string") return { ...unknown(bound), measured, unit: "s" };
  const lines = [...evidence, compare(measured, bound)];
  if (isWithin(measured, bound))
    return { verdict: "pass", measured, unit: "s", bound, evidence: lines };
  const stallS = longestStallS(view);
  const beyondS = Math.max(bound.lo - measured, measured - bound.hi) - bound.tolerance;
  if (beyondS > stallsInARow * stallS)
    return { verdict: "fail", measured, unit: "s", bound, evidence: lines };
  const why = `but the prober stalled for up to ${round(stallS)} s: this machine was too busy to tell`;
  return { verdict: "unknown", measured, unit: "s", bound, evidence: [...lines, why] };
}

/** What stalls the prober stalls the daemons, too: one that decides, one that acts, and the prober. */
const stallsInARow = 3;

function longestStallS(view: StepView): number {
  const all = [...view.run.series.values()];
  const latest = all.map((series) => series.latestNs(view.sinceNs - stallReachNs, view.untilNs));
  return Math.max(0, ...latest) / 1e9;
}

/** A stall just before a phase delays what begins it. */
const stallReachNs = 1e9;

/** A pass turns into a fail when users had to bear more than the lab allows, formula or not. */
export function judgeLimit(
  judged: Judgement,
  measured: number,
  limitMs: number | undefined,
): Judgement {
  if (limitMs === undefined || measured * 1000 <= limitMs || judged.verdict !== "pass")
    return judged;
  const why = `${measured} s is more than users may be asked to bear (${limitMs / 1000} s)`;
  return { ...judged, verdict: "fail", evidence: [...judged.evidence, why] };
}

function compare(measured: number, bound: Bound): string {
  if (isWithin(measured, bound)) return `${measured} s is within ${bound.lo} .. ${bound.hi} s`;
  if (measured < bound.lo) {
    return `${measured} s is faster than the protocol allows (${bound.lo} s): the fault missed, or the service did not depend on it`;
  }
  return `${measured} s is longer than ${bound.hi} s`;
}

/** The end of a bound in seconds, for `watchesS`; 0 if unknown. */
export function endS(spec: BoundSpec, view: StepView, probe: string): number {
  const bound = resolveBound(spec, view, probe);
  return typeof bound === "string" ? 0 : bound.hi;
}

/** The latest time at which the bound can still be met, for `ready`; the phase's start if unknown. */
export function latestNs(spec: BoundSpec, view: StepView, probe: string): number {
  const bound = resolveBound(spec, view, probe);
  if (typeof bound === "string") return view.sinceNs + 5e9;
  return view.sinceNs + (bound.hi + bound.tolerance) * 1e9;
}
