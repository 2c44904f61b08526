/** One step of a lab, with those that it cannot do without. */
import { HalabError } from "../base/error.ts";
import { didYouMean } from "../base/nearest.ts";
import type { Plan, PlannedStep } from "../cluster/plan.ts";
import type { Kinds } from "../kinds/all.ts";
import { type Ref, refsIn } from "../kinds/ref.ts";

/**
 * The plan with only the steps that `step` needs, and itself, in their order: those that left in the
 * fault that it mends, or in whose trouble it begins; those that its checks compare it with, and
 * whose measures they use; and those that mend what such a one left in. Throws USAGE when there is
 * none of that name.
 */
export function planOnly(plan: Plan, step: string, kinds: Kinds): Plan {
  const ids = plan.steps.map(({ id }) => id);
  if (!ids.includes(step))
    throw new HalabError("USAGE", `${plan.lab} has no step "${step}"${didYouMean(step, ids)}`);
  const needed = new Set<string>();
  const add = (id: string): void => {
    if (needed.has(id)) return;
    needed.add(id);
    for (const other of neededBy(plan, id, kinds)) add(other);
  };
  add(step);
  const part = (): Plan => ({ ...plan, steps: plan.steps.filter(({ id }) => needed.has(id)) });
  for (let mending = mendedBy(plan, part(), kinds); mending; ) {
    add(mending);
    mending = mendedBy(plan, part(), kinds);
  }
  return part();
}

/**
 * A step of the whole lab that takes out what a step of the part left in, where a later one of the
 * part begins without it; undefined: none is missing.
 */
function mendedBy(plan: Plan, part: Plan, kinds: Kinds): string | undefined {
  const closes = ({ fault }: PlannedStep) => kinds.faults.get(String(fault?.["fault"]))?.closes;
  for (const { id } of part.steps) {
    const whole = openBefore(plan, id, kinds);
    const left = openBefore(part, id, kinds).find((one) => !whole.includes(one));
    const from = plan.steps.findIndex((one) => one.id === left);
    const fault = plan.steps[from]?.fault?.["fault"];
    const mending = plan.steps.find((one, at) => at > from && closes(one) === fault);
    if (left !== undefined && mending && !part.steps.includes(mending)) return mending.id;
  }
  return undefined;
}

function neededBy(plan: Plan, id: string, kinds: Kinds): string[] {
  const step = plan.steps.find((one) => one.id === id);
  if (!step) return [];
  const refs = [...step.expect, ...step.mended].flatMap((spec) =>
    refsIn(kinds.checks.get(String(spec["check"]))?.schema, spec),
  );
  return [...openBefore(plan, id, kinds), ...refs.flatMap((ref) => stepOf(plan, ref))];
}

/** The steps whose faults are still in when a step begins. */
function openBefore(plan: Plan, id: string, kinds: Kinds): string[] {
  let open: { readonly step: string; readonly fault: string }[] = [];
  for (const step of plan.steps) {
    if (step.id === id) break;
    const fault = String(step.fault?.["fault"] ?? "");
    const closes = kinds.faults.get(fault)?.closes;
    if (closes !== undefined) open = open.filter((one) => one.fault !== closes);
    if (fault && !step.heal) open.push({ step: step.id, fault });
  }
  return open.map(({ step }) => step);
}

function stepOf(plan: Plan, ref: Ref): string[] {
  if (ref.to === "step") return [ref.name];
  if (ref.to !== "measure") return [];
  const takes = ({ measure = [] }: PlannedStep) => measure.some((one) => one["as"] === ref.name);
  return plan.steps.filter(takes).map(({ id }) => id);
}
