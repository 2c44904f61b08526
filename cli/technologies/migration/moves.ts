/** The moves of a lab's steps, and the hypervisors that the guest leaves. */
import type { PlannedStep } from "../../core/cluster/plan.ts";
import { type Facts, stepHas } from "../../core/kinds/rule.ts";
import { type Hypervisor, hypervisorsOf } from "./settings.ts";

/** A step in which the guest leaves its hypervisor while that one lives: by itself, or a cluster sends it away. */
export const movesGuest = (step: PlannedStep): boolean =>
  stepHas(step, { faults: ["migrate", "migrate-crash", "standby"] });

export interface Move {
  readonly step: PlannedStep;
  readonly from: Hypervisor;
  /** How much memory the guest writes to meanwhile; 0: none. MiB. */
  readonly dirtyMiB: number;
}

/** Live moves; of a cold one nothing here can be said. */
export function movesOf(facts: Facts): readonly Move[] {
  const all = hypervisorsOf(facts).filter(({ certain }) => certain);
  return facts.plan.steps.flatMap((step): Move[] => {
    const { fault } = step;
    const live = fault?.["fault"] === "migrate" || fault?.["fault"] === "migrate-crash";
    const from = all.find(({ node }) => node.name === fault?.["node"]);
    if (!live || !from || fault?.["how"] === "cold") return [];
    return [{ step, from, dirtyMiB: mebibytes(fault?.["dirty"]) }];
  });
}

function mebibytes(value: unknown): number {
  const number =
    typeof value === "number" ? value : Number(/^(\d+) *MiB$/.exec(String(value))?.[1]);
  return Number.isFinite(number) ? number : 0;
}

/** What users bear of a move, where its formula bounds it: ms; undefined: nothing is said. */
export function limitOf({ expect }: PlannedStep): number | undefined {
  const limits = expect.flatMap(({ within, limit }) => {
    const timed = typeof within === "object" && within !== null && "formula" in within;
    return timed && within.formula === "live-migration" && typeof limit === "number" ? [limit] : [];
  });
  return limits.length > 0 ? Math.min(...limits) : undefined;
}

export function isOn(one: Hypervisor, name: string): boolean {
  return one.settings.get(name)?.value === "on";
}
