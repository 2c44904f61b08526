import { round } from "../base/numbers.ts";
import type { Series } from "../journal/series.ts";
import type { Judgement } from "../kinds/check.ts";
import type { StepView } from "../kinds/formula.ts";
import type { Bound } from "../kinds/verdict.ts";
import { type Allowed, isWithin, resolveBound, toleranceS } from "./bounds.ts";
import { longestStallS, stallMarginS } from "./stalls.ts";

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
  const why = `the prober of "${probe}" sent ${share} % of its requests late: this machine was too busy`;
  return { ...unknown(why), busy: true };
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

/**
 * Verdict of a measured value against its bound, or unknown when the bound cannot be worked out. Beyond the lab's limit
 * nothing passes, formula or not.
 */
export function judgeBound(
  measured: number,
  spec: Allowed,
  view: StepView,
  probe: string,
  evidence: readonly string[],
): Judgement {
  const bound = resolveBound(spec, view, probe);
  if (typeof bound === "string") return { ...unknown(bound), measured, unit: "s" };
  const note = bound.note === undefined ? [] : [bound.note];
  const tooMuch = overLimit(measured, spec.limitMs);
  const lines = [...evidence, compare(measured, bound), ...(tooMuch ?? []), ...note];
  if (isWithin(measured, bound) && !tooMuch)
    return { verdict: "pass", measured, unit: "s", bound, evidence: lines };
  const [fromNs, toNs] = [view.sinceNs, view.untilNs];
  const stallS = longestStallS(view.run, fromNs, toNs);
  const beyond = beyondS(measured, bound, spec.limitMs);
  const stalled = `but the prober stalled for up to ${round(stallS)} s: this machine was too busy to tell`;
  const excused = beyond <= stallMarginS(view.run, fromNs, toNs);
  const why = excused ? stalled : crowded(view, beyond, bound.hi);
  if (why === undefined || isMeant(measured, spec, view, probe))
    return { verdict: "fail", measured, unit: "s", bound, evidence: lines };
  return { verdict: "unknown", measured, unit: "s", bound, evidence: [...lines, why], busy: true };
}

/** Beyond a bound by no more than this share of it is close to it. */
const closeShare = 0.1;

/** So is so much, in seconds, where a VM was asked: one that waits for a processor is silent, and no prober is late for it. */
const closeOfVmS = 1;

/** More than this share of a phase in which something waited for a processor, or all of them worked. */
const crowdedLimits = { waiting: 0.5, busy: 0.9 };

/**
 * What came out close beyond its bound while the machine was short of processors, with other clusters on it,
 * may be theirs. Alone it is the cluster's own: whoever keeps its nodes busy gains nothing.
 */
function crowded(view: StepView, beyond: number, hi: number): string | undefined {
  const onVms = view.run.plan?.nodes.some(({ machine }) => machine === "vm") ?? false;
  if (beyond > Math.max(closeShare * hi, onVms ? closeOfVmS : 0)) return undefined;
  const loads = view.run.loads.filter((one) => one.t > view.sinceNs && one.fromNs < view.untilNs);
  const short = loads.find(({ waiting, busy }) =>
    waiting === undefined ? busy > crowdedLimits.busy : waiting > crowdedLimits.waiting,
  );
  if (!short) return undefined;
  const share = Math.round((short.waiting ?? short.busy) * 100);
  const what =
    short.waiting === undefined ? "all processors worked" : "something waited for a processor";
  return `but it is close, and ${what} ${share} % of the time, with ${short.others} other cluster(s) on this machine: it has to be played again alone`;
}

/** More than the limit, and as long as the timers in force say: then no machine was too busy. */
export function isMeant(measured: number, spec: Allowed, view: StepView, probe: string): boolean {
  const { limitMs, ...within } = spec;
  const own = resolveBound(within, view, probe);
  return typeof own !== "string" && !!overLimit(measured, limitMs) && isWithin(measured, own);
}

function overLimit(measured: number, limitMs: number | undefined): readonly string[] | undefined {
  if (limitMs === undefined || measured * 1000 <= limitMs) return undefined;
  return [`${measured} s is more than users may be asked to bear (${limitMs / 1000} s)`];
}

/** By how much it lies outside of what is allowed, in seconds. */
function beyondS(measured: number, bound: Bound, limitMs = Number.POSITIVE_INFINITY): number {
  const outside = Math.max(bound.lo - measured, measured - bound.hi) - bound.tolerance;
  return Math.max(outside, measured - limitMs / 1000);
}

function compare(measured: number, bound: Bound): string {
  if (isWithin(measured, bound)) return `${measured} s is within ${bound.lo} .. ${bound.hi} s`;
  if (measured < bound.lo) {
    return `${measured} s is faster than the protocol allows (${bound.lo} s): the fault missed, or the service did not depend on it`;
  }
  return `${measured} s is longer than ${bound.hi} s`;
}

/** Nothing passes beyond the lab's limit, so nobody waits for it: what daemons say makes no run longer. Seconds. */
export function inTime(endS: number, limitMs: number | undefined): number {
  return Math.min(endS, limitMs === undefined ? endS : limitMs / 1000);
}

/** The end of a bound in seconds, for `watchesS`; 0 if unknown. */
export function endS(spec: Allowed, view: StepView, probe: string): number {
  const bound = resolveBound(spec, view, probe);
  return typeof bound === "string" ? 0 : inTime(bound.hi, spec.limitMs);
}

/** The latest time at which the bound can still be met, for `ready`; the phase's start if unknown. */
export function latestNs(spec: Allowed, view: StepView, probe: string): number {
  const bound = resolveBound(spec, view, probe);
  if (typeof bound === "string") return view.sinceNs + 5e9;
  return view.sinceNs + (inTime(bound.hi, spec.limitMs) + bound.tolerance) * 1e9;
}
