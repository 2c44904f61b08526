/** Which steps a mistake breaks, and where nodes disagree. */
import type { PlannedStep } from "../../core/cluster/plan.ts";
import { type Place, stepHas } from "../../core/kinds/rule.ts";

/** Steps that look at how clients are answered. */
export function clientsFeel(step: PlannedStep): boolean {
  return stepHas(step, {
    checks: ["responders", "outage", "impaired", "affinity", "balance", "lost", "clients-hit"],
  });
}

/** Steps in which a node falls silent in one of these ways. */
export function silentBy(...faults: readonly string[]) {
  return (step: PlannedStep): boolean => clientsFeel(step) && stepHas(step, { faults });
}

/** What one of the nodes says. */
export interface Said {
  readonly node: string;
  readonly value: string;
  readonly place: Place;
}

export interface Odd {
  readonly odd: Said;
  readonly other: Said;
}

/** Whoever says something else than most; of two alike groups, the later one. Undefined: all agree. */
export function oddOf(all: readonly Said[]): Odd | undefined {
  const groups = [...Map.groupBy(all, ({ value }) => value).values()];
  const [most, ...fewer] = groups.toSorted((a, b) => b.length - a.length);
  const [other] = most ?? [];
  const [odd] = fewer.at(-1) ?? [];
  return odd && other ? { odd, other } : undefined;
}

/** For the texts, with both places. */
export function disagreement({ odd, other }: Odd) {
  return {
    where: [odd.place, other.place],
    args: { value: odd.value, other: other.node, theirs: other.value },
  };
}
