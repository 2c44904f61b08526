/** Which steps of a lab fail for what is wrong, and what they bear. */
import type { PlannedStep } from "../../../core/cluster/plan.ts";
import { stepHas } from "../../../core/kinds/rule.ts";

/** Nothing works while there is no cluster. */
export function expectsAnything({ expect, mended }: PlannedStep): boolean {
  return expect.length + mended.length > 0;
}

/** The leader falls silent, and another one has to take over. */
export function losesLeader(step: PlannedStep): boolean {
  return stepHas(step, { formulas: ["patroni-failover"] });
}

export function losesStandby(step: PlannedStep): boolean {
  return stepHas(step, { formulas: ["patroni-standby-dies"] });
}

export function losesEtcd(step: PlannedStep): boolean {
  return stepHas(step, { faults: ["etcd-stop"] });
}

/** What was acknowledged is counted. */
export function countsLost(step: PlannedStep): boolean {
  return stepHas(step, { checks: ["acknowledged-lost"] });
}

export function comparesRows(step: PlannedStep): boolean {
  return stepHas(step, { checks: ["identical"] });
}

/** Seconds that the strictest of these steps bears; undefined: any time will do. */
export function limitOf(
  steps: readonly PlannedStep[],
  which: (step: PlannedStep) => boolean,
): number | undefined {
  const limits = steps
    .filter(which)
    .flatMap(({ expect }) => expect)
    .flatMap(({ within, limit }) =>
      typeof within === "object" && typeof limit === "number" ? [limit / 1000] : [],
    );
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/** The leader is well, and cannot renew its key. */
export function isolatesLeader(step: PlannedStep): boolean {
  return stepHas(step, { faults: ["cut"] });
}
