/** What rules look at: the choice as it lies on the nodes, and what the lab is going to do to it. */
import type { Plan, PlannedStep } from "../../core/cluster/plan.ts";
import {
  type Facts,
  type Found,
  type Place,
  placeIn,
  runningNodes,
  stepHas,
} from "../../core/kinds/rule.ts";
import { type Choice, type Choices, choicesPath, parseChoices } from "./choices.ts";

export interface Chosen {
  readonly choices: Choices;
  readonly plan: Plan;
  /** A line of the file, on every node that has it. */
  at(line: number): readonly Place[];
}

/** Undefined: no node has a file, or they have different ones. */
function chosenIn(facts: Facts): Chosen | undefined {
  const files = runningNodes(facts, "choices").flatMap(({ files }) => files.get(choicesPath) ?? []);
  const [first] = files;
  if (!first || files.some(({ text }) => text !== first.text)) return undefined;
  const at = (line: number) => files.map((file) => placeIn(file, line));
  return { choices: facts.parsed(parseChoices, first), plan: facts.plan, at };
}

/** One finding for each line that `look` finds something wrong with. */
export function foundWhere(
  facts: Facts,
  look: (chosen: Chosen) => readonly (readonly [line: number, args: Found["args"]])[],
): readonly Found[] {
  const chosen = chosenIn(facts);
  return chosen ? look(chosen).map(([line, args]) => ({ where: chosen.at(line), args })) : [];
}

/** The keys of the first step's fault of that kind. */
export function faultIn(plan: Plan, fault: string): Readonly<Record<string, unknown>> | undefined {
  return plan.steps.find((step) => step.fault?.["fault"] === fault)?.fault ?? undefined;
}

export function checkIn(plan: Plan, check: string): Readonly<Record<string, unknown>> | undefined {
  return plan.steps.flatMap(({ expect }) => expect).find((spec) => spec["check"] === check);
}

/** For `breaks`: a step with a fault of that kind. */
export function inFault(fault: string): (step: PlannedStep) => boolean {
  return (step) => stepHas(step, { faults: [fault] });
}

/** For `breaks`: what the storm has lost is counted later. */
export function countsLosses(step: PlannedStep): boolean {
  return step.fault === null && stepHas(step, { checks: ["acknowledged-lost"] });
}

export const isOne = (choice: Choice | undefined): choice is Choice => choice?.nodes.length === 1;
