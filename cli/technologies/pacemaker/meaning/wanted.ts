/** Which steps of a lab fail for what is wrong. */
import type { PlannedStep } from "../../../core/cluster/plan.ts";
import { stepHas } from "../../../core/kinds/rule.ts";

/** Nothing runs, or not where it should. */
export function expectsAnything({ expect, mended }: PlannedStep): boolean {
  return expect.length + mended.length > 0;
}

const formulas = ["pacemaker-crash", "pacemaker-monitor", "pacemaker-move"];

/** Resources have to go elsewhere. */
export function movesResources(step: PlannedStep): boolean {
  return (step.fault !== null || stepHas(step, { formulas })) && expectsAnything(step);
}

/** A resource dies and its node lives. */
export function losesResource(step: PlannedStep): boolean {
  return stepHas(step, { formulas: ["pacemaker-monitor"], faults: ["kill", "stop", "hang"] });
}

/** The cluster is parted. */
export function partsCluster(step: PlannedStep): boolean {
  return stepHas(step, { faults: ["cut", "link-down", "freeze", "loss"] });
}
