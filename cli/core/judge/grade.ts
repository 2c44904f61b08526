/** (what a journal says) -> report. Pure: a stored run can be graded again, without a cluster. */

import { messageOf } from "../base/error.ts";
import { round } from "../base/numbers.ts";
import type { PlannedStep } from "../cluster/plan.ts";
import type { RunView } from "../journal/view.ts";
import type { Kinds } from "../kinds/all.ts";
import type { AnyCheck, Judgement } from "../kinds/check.ts";
import { type Phase, type StepView, stepView } from "../kinds/formula.ts";
import { joinS } from "../kinds/reader.ts";
import type { BoundSpec } from "../kinds/values.ts";
import type { Verdict } from "../kinds/verdict.ts";
import { allowed, resolveBound } from "./bounds.ts";
import { disturbedBy } from "./disturbed.ts";
import { earlyEnd, unfinished } from "./ending.ts";
import { inTime, unknown } from "./evidence.ts";
import { availability, impact, prober } from "./felt.ts";
import { withRefusals } from "./refusals.ts";
import type { CheckReport, MeasureReport, Report, StepReport } from "./report.ts";
import { sideBySide } from "./side-by-side.ts";
import { faultReport, missed, troubleOf } from "./step-fault.ts";
import { unlessUntold } from "./untold.ts";

type Spec = Readonly<Record<string, unknown>>;
/**
 * What judging needs: the checks, and the formulas that they name; of the readers, how long nodes join;
 * of the faults, which of them heal what.
 */
export type Judges = Pick<Kinds, "checks" | "formulas" | "readers"> &
  Partial<Pick<Kinds, "faults">>;

export function grade(run: RunView, judges: Judges): Report {
  const { header, plan } = run;
  const steps = (plan?.steps ?? []).map((step) => gradeStep(run, step, judges));
  const compared = sideBySide(run);
  const early = plan ? earlyEnd(run) : undefined;
  const firstPlayed = plan?.steps[0] && run.steps.get(plan.steps[0].id)?.expectNs !== undefined;
  // Before the first step routers elect their master, or nodes listen for each other.
  const electionS = firstPlayed ? joinS(run, judges.readers) : 0;
  return {
    schema: "halab/report/1",
    run: header?.run ?? "",
    lab: header?.lab ?? "",
    title: plan?.title ?? "",
    provider: header?.provider ?? "",
    verdict: verdictOf(run, steps),
    ...(early ? { early } : {}),
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

/** One step, as soon as it is over. */
export function gradeStep(run: RunView, step: PlannedStep, judges: Judges): StepReport {
  return withRefusals(run, gradeChecks(run, step, judges));
}

function gradeChecks(run: RunView, step: PlannedStep, judges: Judges): StepReport {
  const fault = run.faultOf(step.id);
  const beside = besides(run, step, judges);
  const judged = [
    ...step.expect.map((spec) => gradeCheck(run, step, "expect", spec, judges)),
    ...step.mended.map((spec) => gradeCheck(run, step, "mended", spec, judges)),
  ];
  const graded = withConditions(
    judged,
    beside.flatMap((one) => unsaidBy(one, step)),
  );
  const shown = graded.map((check) => withRemark(check, graded, judges));
  const times = run.steps.get(step.id);
  const startNs = times?.expectNs ?? times?.settleNs ?? run.endNs;
  const endNs = times?.doneNs ?? run.endNs;
  const ended = times?.doneNs !== undefined;
  // One that is left in by design is healed when the step is long over.
  const notHealed = step.heal && fault?.failed !== undefined;
  const troubled = step.fault !== null && (fault?.effectNs === undefined || notHealed);
  return {
    id: step.id,
    title: step.title,
    verdict: worst([
      ...graded.map((check) => check.verdict),
      ...(ended && !troubled ? [] : (["unknown"] as const)),
      ...beside.map((one) => one.verdict),
    ]),
    points: sum(graded.map((check) => check.points)),
    maxPoints: sum(graded.map((check) => check.maxPoints)),
    fault: faultReport(run, step, judges.faults),
    checks: shown,
    ...(step.measure ? { measures: measuresOf(run, step) } : {}),
    impact: impact(run, headlineProbe(step, judges), startNs, endNs),
    startAt: secondsAt(run, startNs),
    endAt: secondsAt(run, endNs),
    protocolTime: round(
      phaseTime(run, step, "expect", judges) + phaseTime(run, step, "mended", judges),
    ),
  };
}

/** The probe of the first check whose bound is the step's headline. */
function headlineProbe(step: PlannedStep, { checks }: Judges): string | undefined {
  const headline = [...step.expect, ...step.mended].find(
    (spec) => checks.get(String(spec["check"]))?.headline,
  );
  return headline && String(headline["probe"]);
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
  judges: Judges,
): CheckReport {
  const kind = judges.checks.get(String(spec["check"]));
  const maxPoints = Number(spec["points"] ?? 0);
  const view = stepView(run, step, phase, judges);
  const disturbed = disturbedBy(run, step);
  const judged: Judgement =
    disturbed === undefined ? judge({ run, step, phase }, spec, view, kind) : unknown(disturbed);
  return {
    check: String(spec["check"]),
    title: kind?.title(spec) ?? String(spec["check"]),
    points: judged.verdict === "pass" ? maxPoints : 0,
    maxPoints,
    ...judged,
  };
}

function notPlayed(run: RunView): string {
  const early = earlyEnd(run);
  return `the step was not played${early ? `: ${early.text}` : ""}`;
}

/** What a step's verdict is beside that of its checks: one without checks can miss its node, too. */
function besides(run: RunView, step: PlannedStep, judges: Judges): Beside[] {
  if (disturbedBy(run, step) !== undefined) return [];
  return (["expect", "mended"] as const).flatMap((phase) => {
    const view = stepView(run, step, phase, judges);
    if (!view || unfinished(run, step, phase) !== undefined) return [];
    const found = troubleOf(step, view) ?? missed(step, view);
    return found ? [{ ...found, phase }] : [];
  });
}

type Beside = Judgement & { readonly phase: Phase };

/** Why a step is failed, where its phase has no check that says so. */
function unsaidBy({ verdict, evidence, phase }: Beside, step: PlannedStep): readonly string[] {
  return verdict === "fail" && step[phase].length === 0 ? evidence : [];
}

/**
 * A check without points is a condition of its step: a step that fails it earns nothing (ADR 26). Nor
 * does one that is `failed` by what no check says.
 */
function withConditions(
  checks: readonly CheckReport[],
  failed: readonly string[],
): readonly CheckReport[] {
  const broken = checks.filter(({ verdict, maxPoints }) => verdict === "fail" && maxPoints === 0);
  if (broken.length + failed.length === 0) return checks;
  const names = broken.map(({ check }) => check).join(", ");
  const said = broken.length === 0 ? [] : [`the step needs what failed without points (${names})`];
  const why = `no points: ${[...said, ...failed].join("; ")}`;
  return checks.map((one) =>
    one.points === 0 ? one : { ...one, points: 0, evidence: [...one.evidence, why] },
  );
}

/** What a check has to say to the summary, in view of the others. */
function withRemark(check: CheckReport, all: readonly CheckReport[], judges: Judges): CheckReport {
  const kind = judges.checks.get(check.check);
  const remark = kind?.remark?.(check, all);
  return {
    ...check,
    ...(kind?.headline ? { headline: true } : {}),
    ...(remark === undefined ? {} : { remark }),
  };
}

/** A check that crashes, a fault without effect, a phase that never came: unknown, never a pass. */
function judge(
  judging: { readonly run: RunView; readonly step: PlannedStep; readonly phase: Phase },
  spec: Spec,
  view: StepView | undefined,
  kind: AnyCheck | undefined,
): Judgement {
  const { step, phase } = judging;
  if (!kind) return unknown(`there is no check "${String(spec["check"])}"`);
  const { run } = judging;
  if (!view) return unknown(notPlayed(run));
  const cut = unfinished(run, step, phase);
  if (cut !== undefined) return unknown(cut);
  const trouble = troubleOf(step, view);
  if (trouble) return trouble;
  try {
    const judged = unlessUntold(kind.judge(spec, view), spec, view);
    const miss = judged.verdict === "unknown" ? undefined : missed(step, view);
    return miss ? { ...judged, ...miss, evidence: [...miss.evidence, ...judged.evidence] } : judged;
  } catch (error) {
    return unknown(`the check broke: ${messageOf(error)}`);
  }
}

/**
 * What a phase has to wait for: the longest of the protocols' own timers, or the time for which it
 * looks on anyway; and then what the checks still have to see.
 */
function phaseTime(run: RunView, step: PlannedStep, phase: Phase, judges: Judges): number {
  const watchedS = phase === "expect" ? (step.watchMs ?? 0) / 1000 : 0;
  const view = stepView(run, step, phase, judges);
  if (!view) return watchedS;
  const specs = step[phase];
  const kindOf = (spec: Spec) => judges.checks.get(String(spec["check"]));
  const timers = specs.map((spec) => timerS(spec, view));
  const watches = specs.map((spec) => kindOf(spec)?.watchesS?.(spec, view) ?? 0);
  const after = specs.map((spec) => kindOf(spec)?.afterS?.(spec, view) ?? 0);
  return Math.max(watchedS, Math.max(0, ...timers, ...watches) + Math.max(0, ...after));
}

/** A formula's end; what the lab itself asks for is no protocol's. */
function timerS(spec: Spec, view: StepView): number {
  const within = spec["within"];
  if (typeof within !== "object" || within === null || !("formula" in within)) return 0;
  const limit = typeof spec["limit"] === "number" ? spec["limit"] : undefined;
  const bound = allowed(within as BoundSpec, limit);
  const found = resolveBound(bound, view, String(spec["probe"] ?? ""));
  return typeof found === "string" ? 0 : inTime(found.hi, limit);
}
