/** Which steps of a lab fail for what is wrong. */
import type { PlannedStep } from "../../../core/cluster/plan.ts";
import { type Facts, stepHas } from "../../../core/kinds/rule.ts";

/** Nothing works while there is no cluster. */
export function expectsAnything({ expect, mended }: PlannedStep): boolean {
  return expect.length + mended.length > 0;
}

/** A member falls silent, and the others have to notice. */
export function losesMember(step: PlannedStep): boolean {
  return stepHas(step, { formulas: ["galera-loss"] });
}

export function isCut(step: PlannedStep): boolean {
  return stepHas(step, { faults: ["cut"] });
}

/** All lose their power. */
export function isDark(step: PlannedStep): boolean {
  return stepHas(step, { faults: ["rack-off"] });
}

/** Seconds that the strictest of these steps bears; undefined: any time will do. */
export function limitOf(steps: readonly PlannedStep[]): number | undefined {
  const limits = steps
    .filter(losesMember)
    .flatMap(({ expect }) => expect)
    .flatMap(({ within, limit }) =>
      typeof within === "object" && typeof limit === "number" ? [limit / 1000] : [],
    );
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/** The step after one with this fault: what has become of it is looked at when it is healed. */
export function comesAfter(step: PlannedStep, fault: string, { plan }: Facts): boolean {
  const before = plan.steps[plan.steps.findIndex(({ id }) => id === step.id) - 1];
  return before !== undefined && stepHas(before, { faults: [fault] });
}
