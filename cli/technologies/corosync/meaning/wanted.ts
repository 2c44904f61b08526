/** Which steps of a lab fail for what is wrong. */
import type { PlannedStep } from "../../../core/cluster/plan.ts";
import { stepHas } from "../../../core/kinds/rule.ts";

/** Nothing works while members do not find each other. */
export function expectsAnything({ expect, mended }: PlannedStep): boolean {
  return expect.length + mended.length > 0;
}

/** A member falls silent, and the others have to notice. */
export function losesMember(step: PlannedStep): boolean {
  return (
    stepHas(step, {
      formulas: ["corosync-loss", "pacemaker-crash"],
      faults: ["power-off", "only-powered", "reset", "freeze", "hang", "cut", "link-down"],
    }) && expectsAnything(step)
  );
}

/** Seconds that the strictest of these steps bears; undefined: any time will do. */
export function limitOf(steps: readonly PlannedStep[]): number | undefined {
  const limits = steps
    .flatMap(({ expect }) => expect)
    .flatMap(({ within, limit }) =>
      typeof within === "object" && typeof limit === "number" ? [limit / 1000] : [],
    );
  return limits.length === 0 ? undefined : Math.min(...limits);
}
