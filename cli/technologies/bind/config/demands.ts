/** What a lab's steps ask of its name servers: limits, and what must be refused. Times in seconds. */
import type { PlannedStep } from "../../../core/cluster/plan.ts";
import type { Facts } from "../../../core/kinds/rule.ts";

type Spec = Readonly<Record<string, unknown>>;

function checksOf(step: PlannedStep): readonly Spec[] {
  return [...step.expect, ...step.mended];
}

function formulaOf(spec: Spec): string | undefined {
  const { within } = spec;
  if (typeof within !== "object" || within === null || !("formula" in within)) return undefined;
  return String(within.formula);
}

/** A bound in milliseconds that no formula gives. */
function fixedMs(bound: unknown): number | undefined {
  if (typeof bound !== "object" || bound === null || !("hiMs" in bound)) return undefined;
  return typeof bound.hiMs === "number" ? bound.hiMs : undefined;
}

const text = (value: unknown) => (typeof value === "string" ? value : undefined);

/** A step that allows no more than this, by a check whose bound is of this formula. */
export interface Limit {
  readonly step: string;
  readonly limitS: number;
  readonly probe: string;
  /** Of the step's fault. */
  readonly node: string | undefined;
  readonly zone: string | undefined;
}

export function limitsOf(facts: Facts, formula: string): readonly Limit[] {
  return facts.plan.steps.flatMap((step) =>
    checksOf(step).flatMap((spec): Limit[] => {
      const { limit } = spec;
      if (formulaOf(spec) !== formula || typeof limit !== "number") return [];
      const [node, zone] = [text(step.fault?.["node"]), text(step.fault?.["zone"])];
      return [{ step: step.id, limitS: limit / 1000, probe: String(spec["probe"]), node, zone }];
    }),
  );
}

/** The least of them; undefined: the lab sets none. */
export function tightest(limits: readonly Limit[]): Limit | undefined {
  return limits.toSorted((a, b) => a.limitS - b.limitS)[0];
}

/** A node is off, and these probes must be answered for so long. */
export interface Outage {
  readonly step: string;
  readonly node: string;
  readonly probe: string;
  readonly throughS: number;
}

const ends = ["power-off", "kill", "stop", "pause", "freeze"];

export function outagesOf(facts: Facts): readonly Outage[] {
  return facts.plan.steps.flatMap((step) => {
    const [fault, node] = [text(step.fault?.["fault"]), text(step.fault?.["node"])];
    if (fault === undefined || node === undefined || !ends.includes(fault)) return [];
    return step.expect.flatMap((spec): Outage[] => {
      const through = fixedMs(spec["through"]);
      if (spec["check"] !== "dns-answers" || through === undefined) return [];
      return [{ step: step.id, node, probe: String(spec["probe"]), throughS: through / 1000 }];
    });
  });
}

/** A measure of a step, and what the step wants it to be. */
export interface Wanted {
  readonly step: string;
  readonly spec: Spec;
  readonly is: string;
}

export function measuresOf(facts: Facts, kind: string): readonly Wanted[] {
  return facts.plan.steps.flatMap((step) =>
    (step.measure ?? []).flatMap((spec): Wanted[] => {
      if (spec["measure"] !== kind) return [];
      const check = checksOf(step).find(
        (one) => one["check"] === "measured" && one["measure"] === spec["as"],
      );
      return check ? [{ step: step.id, spec, is: String(check["is"]) }] : [];
    }),
  );
}

/** Whom the clients of a probe are to be served by, in one step or another. */
export function serversWanted(facts: Facts, probe: string): readonly string[] {
  const all = facts.plan.steps.flatMap((step) => checksOf(step));
  const servers = all.flatMap((spec): string[] => {
    if (spec["probe"] !== probe) return [];
    if (spec["check"] === "balance" && typeof spec["servers"] === "object")
      return Object.keys(spec["servers"] ?? {});
    return spec["check"] === "served-by" && Array.isArray(spec["servers"])
      ? spec["servers"].map(String)
      : [];
  });
  return [...new Set(servers)];
}

/** For `breaks`: a step that checks one of these probes. */
export function checksProbe(step: PlannedStep, probes: readonly string[]): boolean {
  return checksOf(step).some((spec) => {
    const { probe, probes: several, to } = spec;
    const named = [probe, ...[several, to].filter(Array.isArray).flat()];
    return named.some((one) => typeof one === "string" && probes.includes(one));
  });
}
