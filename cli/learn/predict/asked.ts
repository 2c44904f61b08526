/** What a step asks, what was said, and taking down what is said now. */
import { HalabError } from "../../core/base/error.ts";
import { didYouMean } from "../../core/base/nearest.ts";
import type { Plan, PlannedAsk, PlannedStep } from "../../core/cluster/plan.ts";
import type { Workspace } from "../workspace/open.ts";
import { type Progress, updateProgress } from "../workspace/progress.ts";
import { readAnswer } from "./answers.ts";

export interface AskedOf {
  readonly step: string;
  readonly title: string;
  /** Whether what is said now counts: the step was not played yet. */
  readonly counts: boolean;
  readonly asked: readonly (PlannedAsk & { readonly said: string | null })[];
}

/** Every step that asks something, in the lab's order. */
export function allAsked(plan: Plan, progress: Progress): readonly AskedOf[] {
  return plan.steps.filter(({ predict }) => predict).map((step) => askedOf(step, progress));
}

export function askedOf(step: PlannedStep, { predictions, steps }: Progress): AskedOf {
  const said = predictions[step.id] ?? {};
  return {
    step: step.id,
    title: step.title,
    counts: steps[step.id] === undefined,
    asked: (step.predict ?? []).map((ask) => ({ ...ask, said: said[ask.ask] ?? null })),
  };
}

/** Throws USAGE for a step that is not there. */
export function requireStep(plan: Plan, id: string): PlannedStep {
  const step = plan.steps.find((one) => one.id === id);
  if (step) return step;
  const ids = plan.steps.map((one) => one.id);
  throw new HalabError("USAGE", `${plan.lab} has no step "${id}"${didYouMean(id, ids)}`);
}

/** `outage=4s owner=lb2` -> by what is asked. Throws USAGE with every mistake. */
export function readGuesses(
  step: PlannedStep,
  given: readonly string[],
  nodes: readonly string[],
): Readonly<Record<string, string>> {
  const asks = step.predict ?? [];
  if (asks.length === 0)
    throw new HalabError("USAGE", `step ${step.id} asks for no prediction`, {
      hint: "halab predict   (lists the steps that do)",
    });
  const known = asks.map(({ ask }) => ask);
  const read = given.map((text): [key: string, value: string] | { readonly wrong: string } => {
    const [key = "", ...rest] = text.split("=");
    const value = rest.join("=").trim();
    const ask = known.find((one) => one === key.trim());
    if (ask === undefined)
      return { wrong: `step ${step.id} asks for no "${key}"${didYouMean(key, known)}` };
    const answer = readAnswer(ask, value, nodes);
    return "wrong" in answer ? { wrong: `${ask}: ${answer.wrong}` } : [ask, value];
  });
  const mistakes = read.flatMap((one) => ("wrong" in one ? [one.wrong] : []));
  const [first, ...details] = mistakes;
  if (first !== undefined)
    throw new HalabError("USAGE", first, {
      details,
      hint: `halab predict ${step.id} ${known.map((ask) => `${ask}=${examples[ask]}`).join(" ")}`,
    });
  return Object.fromEntries(read.flatMap((one) => ("wrong" in one ? [] : [one])));
}

const examples: Readonly<Record<PlannedAsk["ask"], string>> = {
  owner: "NODE",
  outage: "2s",
  time: "2s",
  lost: "100",
  streams: "stay",
};

/** Keeps what was said; of a step that was played already nothing, for it would be no prediction. */
export async function predict(
  ws: Workspace,
  step: PlannedStep,
  guesses: Readonly<Record<string, string>>,
): Promise<AskedOf> {
  const after = await updateProgress(ws, (before) => {
    if (before.steps[step.id] !== undefined) return before;
    const said = { ...before.predictions[step.id], ...guesses };
    return { ...before, predictions: { ...before.predictions, [step.id]: said } };
  });
  return askedOf(step, after);
}
