/** What was found on several balancers alike is one mistake, with a place on each. */
import type { Plan, PlannedStep } from "../../../core/cluster/plan.ts";
import type { Found, Place } from "../../../core/kinds/rule.ts";
import { asksOf, expectedOf } from "./asks.ts";
import type { Way } from "./ways.ts";

interface Single {
  /** The first is where the edit belongs. */
  readonly places: readonly Place[];
  readonly args: Found["args"];
}

/** One finding for each set of arguments; its places are those of all who have it. */
export function together(all: readonly Single[]): readonly Found[] {
  const alike = Map.groupBy(all, ({ args }) => JSON.stringify(args));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const places = new Map(
      group.flatMap((one) => one.places).map((place) => [JSON.stringify(place), place]),
    );
    return [{ where: [...places.values()], args: first.args }];
  });
}

/** For `breaks`: the steps that a rule named itself, in the argument `steps`. */
export function breaksNamed(step: PlannedStep, { args }: Found): boolean {
  return String(args["steps"] ?? "")
    .split(" ")
    .includes(step.id);
}

/** Steps by their names, each once, in the plan's order. */
export function named(steps: readonly PlannedStep[]): string {
  return [...new Set(steps.map(({ id }) => id))].join(" ");
}

/** The steps that expect something of these requests. */
export function stepsOf(plan: Plan, ways: readonly Way[]): string {
  return named(ways.flatMap(({ ask }) => expectedOf(plan, ask).map(({ step }) => step)));
}

/** The steps that ask anything at all: without HAProxy they have no answer. */
export function stepsAsking(plan: Plan): string {
  return named(asksOf(plan).flatMap((ask) => expectedOf(plan, ask).map(({ step }) => step)));
}

/** "app1, app2". */
export function list(names: Iterable<string>): string {
  return [...new Set(names)].join(", ");
}

/** 1.7, not 1.7000000000000002. */
export function shortNumber(value: number): number {
  return Math.round(value * 1000) / 1000;
}
