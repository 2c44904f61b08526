/** (journal) -> report. Pure: a stored run can be graded again, without a cluster. */

import { messageOf } from "../base/error.ts";
import type { PlannedStep } from "../cluster/plan.ts";
import type { JournalEvent } from "../journal/events.ts";
import { type FaultRecord, type Phase, RunView, type StepView, stepView } from "../journal/view.ts";
import type { AnyCheck, Judgement } from "../kinds/check.ts";
import type { BoundSpec } from "../lab/schema.ts";
import { resolveBound, round } from "./bounds.ts";
import type {
  CheckReport,
  FaultReport,
  MeasureReport,
  Report,
  StepImpact,
  StepReport,
  Verdict,
} from "./report.ts";
import { sideBySide } from "./side-by-side.ts";

type Spec = Readonly<Record<string, unknown>>;
type Checks = ReadonlyMap<string, AnyCheck>;

export function grade(events: Iterable<JournalEvent>, checks: Checks): Report {
  return gradeView(RunView.of(events), checks);
}

export function gradeView(run: RunView, checks: Checks): Report {
  const { header, plan } = run;
  const steps = (plan?.steps ?? []).map((step) => gradeStep(run, step, checks));
  const compared = sideBySide(run);
  const electionS = plan ? electionTime(run) : 0;
  return {
    schema: "halab/report/1",
    run: header?.run ?? "",
    lab: header?.lab ?? "",
    title: plan?.title ?? "",
    provider: header?.provider ?? "",
    verdict: verdictOf(run, steps),
    points: sum(steps.map((step) => step.points)),
    maxPoints: sum(steps.map((step) => step.maxPoints)),
    steps,
    availability: availability(run),
    ...(compared ? { sideBySide: compared } : {}),
    prober: prober(run),
    nodes: plan?.nodes.length ?? 0,
    upMs: run.upMs ?? null,
    protocolTime: round(electionS + sum(steps.map((step) => step.protocolTime))),
    took: round((run.endNs - run.startNs) / 1e9),
    notes: run.notes,
  };
}

/** A journal without its end was cut off: whatever it says so far, it is no pass. */
function verdictOf(run: RunView, steps: readonly StepReport[]): Verdict {
  if (steps.length === 0) return "unknown";
  const verdicts = steps.map((step) => step.verdict);
  return worst(run.end?.reason === "finished" ? verdicts : [...verdicts, "unknown"]);
}

const order: readonly Verdict[] = ["pass", "unknown", "fail"];

/** fail is worse than unknown, unknown is worse than pass; nothing at all is a pass. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  const rank = Math.max(0, ...verdicts.map((verdict) => order.indexOf(verdict)));
  return order[rank] ?? "unknown";
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function gradeStep(run: RunView, step: PlannedStep, checks: Checks): StepReport {
  const fault = run.faultOf(step.id);
  const graded = [
    ...step.expect.map((spec) => gradeCheck(run, step, "hold", spec, checks)),
    ...step.mended.map((spec) => gradeCheck(run, step, "mend", spec, checks)),
  ];
  const times = run.steps.get(step.id);
  const startNs = times?.holdNs ?? times?.settleNs ?? run.endNs;
  const endNs = times?.doneNs ?? run.endNs;
  const ended = times?.doneNs !== undefined;
  const troubled =
    step.fault !== null && (fault?.effectNs === undefined || fault.failed !== undefined);
  return {
    id: step.id,
    title: step.title,
    verdict: worst([
      ...graded.map((check) => check.verdict),
      ...(ended && !troubled ? [] : (["unknown"] as const)),
    ]),
    points: sum(graded.map((check) => check.points)),
    maxPoints: sum(graded.map((check) => check.maxPoints)),
    fault: step.fault ? faultReport(run, step.fault, fault) : null,
    checks: graded,
    ...(step.measure ? { measures: measuresOf(run, step) } : {}),
    impact: impact(run, startNs, endNs),
    startAt: secondsAt(run, startNs),
    endAt: secondsAt(run, endNs),
    protocolTime: round(
      phaseTime(run, step, "hold", checks) + phaseTime(run, step, "mend", checks),
    ),
  };
}

function measuresOf(run: RunView, step: PlannedStep): MeasureReport[] {
  return (step.measure ?? []).flatMap((spec) => {
    const taken = run.measures.get(String(spec["as"]));
    if (!taken) return [];
    const { name, title, value, unit, evidence } = taken;
    return [{ name, title, value, unit, evidence }];
  });
}

function secondsAt(run: RunView, ns: number): number {
  return round((ns - run.startNs) / 1e9);
}

function gradeCheck(
  run: RunView,
  step: PlannedStep,
  phase: Phase,
  spec: Spec,
  checks: Checks,
): CheckReport {
  const kind = checks.get(String(spec["check"]));
  const maxPoints = Number(spec["points"] ?? 0);
  const judged = judge(run, step, phase, spec, kind);
  return {
    check: String(spec["check"]),
    title: kind?.title(spec) ?? String(spec["check"]),
    points: judged.verdict === "pass" ? maxPoints : 0,
    maxPoints,
    ...judged,
  };
}

/** A check that crashes, a fault without effect, a phase that never came: unknown, never a pass. */
function judge(
  run: RunView,
  step: PlannedStep,
  phase: Phase,
  spec: Spec,
  kind: AnyCheck | undefined,
): Judgement {
  const view = stepView(run, step, phase);
  if (!kind)
    return { verdict: "unknown", evidence: [`there is no check "${String(spec["check"])}"`] };
  const missing = whyNot(step, view, phase);
  if (missing !== undefined || !view)
    return { verdict: "unknown", evidence: [missing ?? "the step was not played"] };
  try {
    return kind.judge(spec, view);
  } catch (error) {
    return { verdict: "unknown", evidence: [`the check broke: ${messageOf(error)}`] };
  }
}

function whyNot(step: PlannedStep, view: StepView | undefined, phase: Phase): string | undefined {
  if (!view) return "the step was not played";
  if (!step.fault) return undefined;
  const { effectNs, healedNs, failed } = view.fault ?? {};
  const why = failed === undefined ? "" : `: ${failed}`;
  if (effectNs === undefined)
    return why ? `the fault had no effect${why}` : "the fault was not made";
  if (phase === "mend" && healedNs === undefined) return `the fault was not healed${why}`;
  return undefined;
}

function faultReport(run: RunView, spec: Spec, fault: FaultRecord | undefined): FaultReport {
  const at = (ns: number | undefined) => (ns === undefined ? null : secondsAt(run, ns));
  return {
    kind: String(spec["fault"]),
    title: fault?.title ?? String(spec["fault"]),
    node: fault?.nodes[0] ?? "",
    nodes: fault?.nodes ?? [],
    effective: fault?.effectNs !== undefined,
    effectAt: at(fault?.effectNs),
    healedAt: at(fault?.healedNs),
    evidence: fault?.evidence ?? [],
  };
}

/** What users felt is read from the first probe that sends requests. */
function mainProbe(run: RunView): string | undefined {
  return run.plan?.probes.find((probe) => probe.kind !== "address-owner")?.name;
}

function impact(run: RunView, fromNs: number, toNs: number): StepImpact | null {
  const probe = mainProbe(run);
  const series = probe === undefined ? undefined : run.series.get(probe);
  if (probe === undefined || !series) return null;
  const { sent, lost } = series.tally(fromNs, toNs);
  const longest = Math.max(0, ...series.gaps(fromNs, toNs).map((gap) => gap.toNs - gap.fromNs));
  return { probe, outage: round(longest / 1e9), sent, lost };
}

function availability(run: RunView): Report["availability"] {
  const probe = mainProbe(run);
  const series = probe === undefined ? undefined : run.series.get(probe);
  const first = [...run.steps.values()][0]?.holdNs;
  if (probe === undefined || !series || first === undefined) return null;
  const { sent, lost } = series.tally(first, run.endNs);
  return { probe, sent, lost, ratio: sent === 0 ? 0 : 1 - lost / sent };
}

function prober(run: RunView): Report["prober"] {
  const probe = mainProbe(run);
  const all = (probe === undefined ? undefined : run.series.get(probe))?.latenesses() ?? [];
  if (all.length === 0) return null;
  const ms = (share: number) =>
    Math.round(all[Math.min(all.length - 1, Math.floor(all.length * share))] ?? 0) / 1000;
  return { p50Ms: ms(0.5), p99Ms: ms(0.99), maxMs: ms(1) };
}

/**
 * What a phase has to wait for: the longest of the protocols' own timers, or the time for which it
 * looks on anyway; and then what the checks still have to see.
 */
function phaseTime(run: RunView, step: PlannedStep, phase: Phase, checks: Checks): number {
  const watchedS = phase === "hold" ? (step.watchMs ?? 0) / 1000 : 0;
  const view = stepView(run, step, phase);
  if (!view) return watchedS;
  const specs = phase === "hold" ? step.expect : step.mended;
  const kindOf = (spec: Spec) => checks.get(String(spec["check"]));
  const timers = specs.map((spec) => timerS(spec, view));
  const watches = specs.map((spec) => kindOf(spec)?.watchesS?.(spec, view) ?? 0);
  const after = specs.map((spec) => kindOf(spec)?.afterS?.(spec, view) ?? 0);
  return Math.max(watchedS, Math.max(0, ...timers, ...watches) + Math.max(0, ...after));
}

/** A formula's end; what the lab itself asks for is no protocol's. */
function timerS(spec: Spec, view: StepView): number {
  const within = spec["within"];
  if (typeof within !== "object" || within === null || !("formula" in within)) return 0;
  const found = resolveBound(within as BoundSpec, view, String(spec["probe"] ?? ""));
  return typeof found === "string" ? 0 : found.hi;
}

/**
 * Before the first step the routers elect their master, for one master-down interval, or the nodes of
 * a distributed balancer listen for each other.
 */
function electionTime(run: RunView): number {
  const first = run.plan?.steps[0];
  const view = first && stepView(run, first, "hold");
  if (!view || !run.inForce.size) return 0;
  const waits = ["vrrp-preempt", "nlb-join"].map((formula) => resolveBound({ formula }, view, ""));
  return Math.max(...waits.map((found) => (typeof found === "string" ? 0 : found.hi)));
}
