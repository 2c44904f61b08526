/** What a lab wants of the baskets under a path: its probes' checks, step by step. */
import type { Plan, PlannedStep } from "../../../core/cluster/plan.ts";
import type { Found } from "../../../core/kinds/rule.ts";

type Spec = Readonly<Record<string, unknown>>;

/** A check of a step, of a probe that asks under the path. */
export interface Wish {
  readonly step: PlannedStep;
  readonly spec: Spec;
  readonly mended: boolean;
}

/** "/memory" of "http://10.86.0.100/memory/basket". */
function prefixOf(url: unknown): string {
  const text = String(url ?? "");
  if (!URL.canParse(text)) return "";
  return `/${new URL(text).pathname.split("/")[1] ?? ""}`;
}

/** The paths under which baskets are asked for. */
export function prefixesAsked(plan: Plan): readonly string[] {
  const urls = plan.probes.map(({ spec }) => String(spec["url"] ?? ""));
  return [...new Set(urls.filter((url) => url.endsWith("/basket")).map(prefixOf))];
}

export function wishesFor(plan: Plan, prefix: string): readonly Wish[] {
  const probes = plan.probes
    .filter(({ spec }) => prefixOf(spec["url"]) === prefix)
    .map(({ name }) => name);
  return plan.steps
    .flatMap((step) => [
      ...step.expect.map((spec) => ({ step, spec, mended: false })),
      ...step.mended.map((spec) => ({ step, spec, mended: true })),
    ])
    .filter(({ spec }) => probes.includes(String(spec["probe"])));
}

/** Nobody may lose a session. */
export function keepsAll({ spec }: Wish): boolean {
  return spec["check"] === "sessions" && spec["at-most"] === 0;
}

/** Requests go on, but for a few. */
export function goesOn({ spec, mended }: Wish): boolean {
  return !mended && (spec["check"] === "lost" || spec["check"] === "outage");
}

/** All requests are to fail: the step shows a single point of failure. */
export function failsAll({ spec }: Wish): boolean {
  return spec["check"] === "failing" && spec["share"] === 1;
}

const ending: ReadonlySet<string> = new Set(["power-off", "reset", "freeze", "link-down"]);

/** The nodes that a step takes away at once. */
export function killedBy({ fault }: PlannedStep): readonly string[] {
  if (!ending.has(String(fault?.["fault"]))) return [];
  const named = [fault?.["node"], fault?.["nodes"]].flat();
  return named.filter((one) => typeof one === "string");
}

/** For `breaks`: the steps that a rule named itself, in the argument `steps`. */
export function breaksNamed(step: PlannedStep, { args }: Found): boolean {
  return String(args["steps"] ?? "")
    .split(" ")
    .includes(step.id);
}

/** Steps by their names, each once. */
export function named(wishes: readonly { readonly step: PlannedStep }[]): string {
  return [...new Set(wishes.map(({ step }) => step.id))].join(" ");
}
