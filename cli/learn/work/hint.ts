/** `halab hint`: what to think of next, in three levels, each with its price. */
import { HalabError } from "../../core/base/error.ts";
import { didYouMean } from "../../core/base/nearest.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import { diagnose, type Finding } from "../../core/diagnose/diagnose.ts";
import { factsOf } from "../../core/diagnose/facts.ts";
import { placeText } from "../../core/diagnose/of-run.ts";
import { starterPlanOf } from "../../core/diagnose/open.ts";
import { loadRules } from "../../core/diagnose/rules.ts";
import type { Lab } from "../../core/lab/lab.ts";
import { loadStepHints, pointsOf, usualCosts } from "../../core/lab/step-hints.ts";
import { ourRenderer } from "../../render/ours.ts";
import { openLabOf, type Workspace } from "../workspace/open.ts";
import { type Progress, readProgress, updateProgress } from "../workspace/progress.ts";
import { nextStep } from "./check.ts";

export interface HintOffer {
  readonly step: string;
  /** 1, 2 or 3: a question, a direction, the edit. */
  readonly level: 1 | 2 | 3;
  /** Points of the step that it costs. */
  readonly cost: number;
  /** The rule (`technology/name`) that found something, or `lab`: the lab's own hints. */
  readonly from: string;
  /** It was read before, so it is free. */
  readonly seen: boolean;
  /** Pays, and gives the text: Markdown. */
  take(): Promise<string>;
}

/** All three levels of what a step is told next. */
export interface StepAdvice {
  readonly step: string;
  readonly from: string;
  readonly texts: readonly string[];
  readonly costs: readonly number[];
  /** How many of them were read. */
  readonly seen: number;
  /** In `Progress.hints`. */
  readonly key: string;
}

/** The next level for this step, or for the first one that is not passed; undefined: there is none left. */
export async function nextHint(ws: Workspace, step?: string): Promise<HintOffer | undefined> {
  const advice = await adviceFor(ws, step);
  if (!advice || advice.seen >= 3) return undefined;
  return offerOf(ws, advice, levelOf(advice.seen));
}

/** One level of it; those before count as read with it. */
export function offerOf(ws: Workspace, advice: StepAdvice, level: 1 | 2 | 3): HintOffer {
  const { step, from, texts, costs, key } = advice;
  const seen = level <= advice.seen;
  const due = costs.slice(advice.seen, level);
  return {
    ...{ step, level, from, seen },
    cost: due.reduce((sum, cost) => sum + cost, 0),
    async take() {
      await updateProgress(ws, (before) => {
        const known = before.hints[key] ?? 0;
        return { ...before, hints: { ...before.hints, [key]: Math.max(known, level) } };
      });
      return texts[level - 1] ?? "";
    },
  };
}

function levelOf(seen: number): 1 | 2 | 3 {
  return seen <= 0 ? 1 : seen === 1 ? 2 : 3;
}

/**
 * From the first finding that breaks the step, else from the lab's hints, else from what is still to do. Undefined where
 * nobody has anything to say. Throws USAGE for a step that there is not.
 */
export async function adviceFor(ws: Workspace, step?: string): Promise<StepAdvice | undefined> {
  const { lab, plan } = await openLabOf(ws, ourRenderer());
  const { progress } = readProgress(ws);
  const id = wantedStep(plan, progress, step);
  if (id === undefined) return undefined;
  const [finding, todo] = await findingsFor(ws, lab, plan, id);
  const own = loadStepHints(lab, ws.lang, ourRenderer()).get(id);
  const told = finding ?? (own ? undefined : todo);
  if (!told && !own) return undefined;
  const from = told?.rule ?? "lab";
  const key = told ? `${id} ${told.rule}` : id;
  return {
    ...{ step: id, from, key },
    texts: told ? withPlace(told) : (own?.texts ?? []),
    costs: own?.costs ?? costsOf(lab, id),
    seen: progress.hints[key] ?? 0,
  };
}

function wantedStep(plan: Plan, progress: Progress, step: string | undefined): string | undefined {
  const ids = plan.steps.map(({ id }) => id);
  if (step === undefined) return nextStep(plan, progress);
  if (ids.includes(step)) return step;
  throw new HalabError("USAGE", `${plan.lab} has no step "${step}"${didYouMean(step, ids)}`, {
    hint: `halab status   (its steps: ${ids.join(", ")})`,
  });
}

/** Says that a TODO of the starter is left: less than the lab's own hints say. */
const todoRule = "files/todo-left";

/** The first finding that breaks the step; and the first TODO that does. */
async function findingsFor(
  ws: Workspace,
  lab: Lab,
  plan: Plan,
  step: string,
): Promise<readonly [Finding | undefined, Finding | undefined]> {
  const starter = starterPlanOf(lab, ourRenderer());
  const facts = factsOf(plan, { looked: ["files"], cluster: ws.cluster, starter });
  const { findings } = diagnose(facts, await loadRules(ws.lang));
  const breaking = findings.filter(({ breaks }) => breaks.includes(step));
  return [
    breaking.find(({ rule, followsFrom }) => rule !== todoRule && followsFrom === null),
    breaking.find(({ rule }) => rule === todoRule),
  ];
}

/** The question keeps to itself where it is; a direction and an edit are of use only with it. */
function withPlace(finding: Finding): readonly string[] {
  const place = placeText(finding);
  const [first] = finding.where;
  return finding.hints.map((hint, index) =>
    index === 0 || place === "" || hint.includes(first?.file ?? "")
      ? hint
      : `${hint}\n\n\`${place}\``,
  );
}

function costsOf(lab: Lab, step: string): readonly number[] {
  const spec = lab.file.steps.find(({ id }) => id === step);
  return usualCosts(spec ? pointsOf(spec) : 0);
}

interface HintsRead {
  readonly levels: number;
  /** Points, never more than the step has. */
  readonly cost: number;
}

/** What the hints of a step that were read cost, of all findings together. */
export function hintsRead(ws: Workspace, lab: Lab, { hints }: Pick<Progress, "hints">) {
  const own = loadStepHints(lab, ws.lang, ourRenderer());
  return (step: string): HintsRead => {
    const costs = own.get(step)?.costs ?? costsOf(lab, step);
    const read = Object.entries(hints).filter(
      ([key]) => key === step || key.startsWith(`${step} `),
    );
    const all = read.flatMap(([, level]) => costs.slice(0, level));
    const spec = lab.file.steps.find(({ id }) => id === step);
    return {
      levels: all.length,
      cost: Math.min(
        spec ? pointsOf(spec) : 0,
        all.reduce((sum, cost) => sum + cost, 0),
      ),
    };
  };
}
