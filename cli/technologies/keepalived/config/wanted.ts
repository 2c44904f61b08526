/** What a lab's steps ask of its virtual addresses. */
import type { PlannedStep } from "../../../core/cluster/plan.ts";
import { type Facts, stepHas } from "../../../core/kinds/rule.ts";
import { type Instance, instancesOf } from "./instances.ts";
import { allAddresses } from "./pairs.ts";

type Spec = Readonly<Record<string, unknown>>;

/** A probe that watches who has an address. */
export interface Watched {
  readonly probe: string;
  readonly address: string;
  readonly segment: string;
}

export function watchedOf({ plan }: Facts): readonly Watched[] {
  return plan.probes.flatMap(({ name, watches, address, spec }) => {
    const segment = spec["segment"];
    if (watches !== "owner" || address === undefined || typeof segment !== "string") return [];
    return [{ probe: name, address, segment }];
  });
}

/** The instances that are for a watched address. */
export function serving(facts: Facts, address: string): readonly Instance[] {
  return instancesOf(facts).filter((one) => allAddresses(one).includes(address));
}

function checksOf(step: PlannedStep): readonly Spec[] {
  return [...step.expect, ...step.mended];
}

function formulaOf(spec: Spec): string {
  const within = spec["within"];
  if (typeof within !== "object" || within === null || !("formula" in within)) return "";
  return String(within.formula);
}

/** An owner that a step names for an address. */
export interface NamedOwner {
  readonly step: string;
  readonly node: string;
}

/** Whom the first step without a fault wants to lead; undefined: anybody. */
export function firstOwner({ plan }: Facts, { probe }: Watched): NamedOwner | undefined {
  return plan.steps
    .filter(({ fault }) => fault === null)
    .flatMap((step) => ownersIn(step, probe, () => true))[0];
}

/** Who has to have the address again when he is back: the lab names him, and waits for the way back. */
export function wantedBack({ plan }: Facts, { probe }: Watched): NamedOwner | undefined {
  return plan.steps.flatMap((step) => ownersIn(step, probe, isReturn))[0];
}

/** Whether a step waits for the way back of a probe's address. */
export function wantsBack(step: PlannedStep, probe: string): boolean {
  return ownersIn(step, probe, isReturn).length > 0;
}

function isReturn(spec: Spec): boolean {
  return ["vrrp-preempt", "vrrp-return"].includes(formulaOf(spec));
}

function ownersIn(
  step: PlannedStep,
  probe: string,
  isMeant: (spec: Spec) => boolean,
): readonly NamedOwner[] {
  return checksOf(step).flatMap((spec) => {
    const node = spec["owner"];
    const isOne = spec["check"] === "owners" && spec["probe"] === probe && spec["count"] === 1;
    return isOne && typeof node === "string" && isMeant(spec) ? [{ step: step.id, node }] : [];
  });
}

/** Everybody whom the steps name as an owner of a probe's address. */
export function namedOwners({ plan }: Facts, probe: string): readonly string[] {
  return plan.steps.flatMap((step) => ownersIn(step, probe, () => true)).map(({ node }) => node);
}

/** The longest that a step bears where a formula of VRRP bounds it. */
export interface Limit {
  readonly step: string;
  readonly limitS: number;
}

/** The tightest of all steps; undefined: the lab has none. */
export function limitOf({ plan }: Facts, formula: string): Limit | undefined {
  const all = plan.steps.flatMap((step) => limitsIn(step, formula));
  return all.toSorted((a, b) => a.limitS - b.limitS)[0];
}

/** Whether a step bears less than so many seconds where this formula bounds it. */
export function bearsLess(step: PlannedStep, formula: string, seconds: number): boolean {
  return limitsIn(step, formula).some(({ limitS }) => limitS < seconds);
}

function limitsIn(step: PlannedStep, formula: string): readonly Limit[] {
  return checksOf(step).flatMap((spec): Limit[] => {
    const limit = spec["limit"];
    if (formulaOf(spec) !== formula || typeof limit !== "number") return [];
    return [{ step: step.id, limitS: limit / 1000 }];
  });
}

/** Any step that names an owner. */
export function breaksOwners(step: PlannedStep): boolean {
  return checksOf(step).some((spec) => spec["check"] === "owners" && "owner" in spec);
}

/** Any step that needs the routers to agree. */
export function needsAgreement(step: PlannedStep): boolean {
  return stepHas(step, {
    checks: ["owners"],
    formulas: [
      "vrrp-crash",
      "vrrp-stop",
      "vrrp-track",
      "vrrp-preempt",
      "vrrp-return",
      "vrrp-reunite",
    ],
  });
}
