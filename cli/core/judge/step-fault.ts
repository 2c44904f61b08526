/** What became of a step's fault: did it take effect, whom did it hit, who healed it. Pure. */
import { round } from "../base/numbers.ts";
import type { PlannedStep } from "../cluster/plan.ts";
import type { FaultRecord, RunView } from "../journal/view.ts";
import type { Kinds } from "../kinds/all.ts";
import type { Judgement } from "../kinds/check.ts";
import type { StepView } from "../kinds/formula.ts";
import { earlyEnd } from "./ending.ts";
import { unknown } from "./evidence.ts";
import type { FaultReport } from "./report.ts";
import { contradictedBy } from "./two-words.ts";

type Faults = Kinds["faults"];

/** Why nothing of the phase can be judged; undefined: the fault was made, and healed where it has to be. */
export function troubleOf(step: PlannedStep, view: StepView): Judgement | undefined {
  if (!step.fault) return undefined;
  const { effectNs, healedNs, failed, theirs } = view.fault ?? {};
  const why = failed === undefined ? "" : `: ${failed}`;
  // Files that a node does not come up with are no trouble of the drill: they are its finding.
  const judged = (text: string): Judgement =>
    theirs ? { verdict: "fail", evidence: [text] } : unknown(text);
  if (effectNs === undefined) {
    const nobody = nobodyHeld(step, view);
    if (nobody !== undefined) return { verdict: "fail", evidence: [nobody] };
    return why ? judged(`the fault had no effect${why}`) : unknown("the fault was not made");
  }
  if (view.phase === "mended" && step.heal && healedNs === undefined)
    return judged(`the fault was not healed${why}`);
  return undefined;
}

/** The probe whose owner the step's fault is meant for. */
function meantOwner(step: PlannedStep): string | undefined {
  const node = step.meant ?? step.fault?.["node"];
  return /^owner-of (.+)$/.exec(String(node))?.[1];
}

/** Who held the probe's address then; undefined: nobody could see it. */
function heldAt(run: RunView, probe: string, t: number): readonly string[] | undefined {
  const history = run.owners.get(probe);
  const blind = new Set<string>();
  for (const { node, ok, t: at, ...event } of run.blind) {
    if (event.probe !== probe || at > t) continue;
    if (ok) blind.delete(node);
    else blind.add(node);
  }
  return history?.known && blind.size === 0 ? history.at(t) : undefined;
}

/** A fault for whoever holds an address could not be made, because nobody did. */
function nobodyHeld(step: PlannedStep, { run, fault }: StepView): string | undefined {
  const probe = meantOwner(step);
  if (probe === undefined || !fault) return undefined;
  const held = heldAt(run, probe, fault.intentNs);
  return held?.length === 0 ? `nobody held ${probe} when the fault was to be made` : undefined;
}

/** Whom a fault hits is decided so long before it comes, at most. */
const justBeforeNs = 1e9;

/**
 * A fault that missed the node that it is meant for shows nothing: then the step is not passed.
 * Undefined: it hit, or the step does not say whom it is meant for.
 */
export function missed(step: PlannedStep, view: StepView): Judgement | undefined {
  const { run, fault } = view;
  const probe = meantOwner(step);
  if (probe === undefined || fault?.effectNs === undefined || step.meant === undefined)
    return undefined;
  const told = contradictedBy(run, probe, fault.intentNs - justBeforeNs, fault.intentNs);
  if (told !== undefined) return { verdict: "fail", evidence: [told] };
  const held = heldAt(run, probe, fault.intentNs);
  if (held === undefined) return unknown(`nobody saw who held ${probe} when the fault came`);
  if (fault.nodes.some((node) => held.includes(node))) return undefined;
  const who = held.join(" and ") || "nobody";
  const hit = fault.nodes.join(" and ");
  return {
    verdict: "fail",
    evidence: [`the fault is meant for whoever holds ${probe}: it hit ${hit}, but ${who} held it`],
  };
}

export function faultReport(
  run: RunView,
  step: PlannedStep,
  faults: Faults | undefined,
): FaultReport | null {
  if (!step.fault) return null;
  const fault = run.faultOf(step.id);
  const at = (ns: number | undefined) =>
    ns === undefined ? null : round((ns - run.startNs) / 1e9);
  const healing = healingOf(run, step, fault, faults);
  const kind = String(step.fault["fault"]);
  return {
    kind,
    title: fault?.title ?? kind,
    node: fault?.nodes[0] ?? "",
    nodes: fault?.nodes ?? [],
    effective: fault?.effectNs !== undefined,
    effectAt: at(fault?.effectNs),
    healedAt: at(fault?.healedNs),
    ...(healing === undefined ? {} : { healing }),
    evidence: fault?.evidence ?? [],
  };
}

/** What became of a fault that was not healed within its step; undefined: it was. */
function healingOf(
  run: RunView,
  step: PlannedStep,
  fault: FaultRecord | undefined,
  faults: Faults | undefined,
): string | undefined {
  const kind = faults?.get(String(step.fault?.["fault"]));
  if (fault?.effectNs === undefined) return "there was nothing to heal: it had no effect";
  if (kind && !kind.heal) return "there is nothing to heal: it is a change that stays";
  const doneNs = run.steps.get(step.id)?.doneNs;
  if (fault.healedNs !== undefined && (step.heal || fault.healedNs <= (doneNs ?? 0)))
    return undefined;
  if (step.heal) return fault.failed ? `NOT healed: ${fault.failed}` : unhealed(run);
  const later = healerOf(run, step, fault, faults);
  if (later !== undefined) return `left in by design, healed in step ${later}`;
  return fault.healedNs === undefined
    ? `left in by design: ${earlyEnd(run) ? unhealed(run) : "healed when the run was over"}`
    : "left in by design, healed at the end of the run";
}

function unhealed(run: RunView): string {
  return `the run ended before (${earlyEnd(run)?.text ?? "its step is not over"}); then it was cleaned up`;
}

/** The later step whose fault is the repair of this one: power-on of power-off. */
function healerOf(
  run: RunView,
  step: PlannedStep,
  fault: FaultRecord,
  faults: Faults | undefined,
): string | undefined {
  const steps = run.plan?.steps ?? [];
  const after = steps.slice(steps.findIndex(({ id }) => id === step.id) + 1);
  return after.find(({ id, fault: spec }) => {
    const other = run.faultOf(id);
    const closes = faults?.get(String(spec?.["fault"]))?.closes;
    if (closes !== fault.fault || other?.effectNs === undefined) return false;
    return other.nodes.some((node) => fault.nodes.includes(node));
  })?.id;
}
