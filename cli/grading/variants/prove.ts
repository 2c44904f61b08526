/** Whether a lab's variants are as hard as the lab itself: by the files alone, without a cluster. */
import { HalabError } from "../../core/base/error.ts";
import { templatesDir } from "../../core/base/home.ts";
import { languages } from "../../core/base/language.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import { diagnose } from "../../core/diagnose/diagnose.ts";
import { factsOf } from "../../core/diagnose/facts.ts";
import { loadRules } from "../../core/diagnose/rules.ts";
import { guideFile } from "../../core/lab/guide.ts";
import type { Lab } from "../../core/lab/lab.ts";
import { loadLab } from "../../core/lab/lab.ts";
import { openLab } from "../../core/lab/open.ts";
import { planLab } from "../../core/lab/planner.ts";
import { casesOf, type LabCase } from "../../core/run/cases.ts";
import { guideOf } from "../../learn/workspace/guide.ts";
import { type Drawn, type Values, variantsOf } from "./draw.ts";
import { about, differences, isTime, leftIn, type Pair, textsOf } from "./likeness.ts";
import { Taken } from "./space.ts";

export interface Proving {
  /** Name or path, as `openLab` takes it. */
  readonly lab: string;
  readonly count: number;
  /** What they are drawn by. */
  readonly seed: string;
  readonly renderer: Renderer;
  /** Alternatives and mutants are rendered with every nth variant, each with another; default: with all. */
  readonly nth?: number;
}

/** One variant, and what is wrong with it: sentences. */
interface Proved {
  readonly id: string;
  readonly values: Values;
  readonly problems: readonly string[];
  /** With the solution; undefined: it does not even render. */
  readonly opened: { readonly lab: Lab; readonly plan: Plan } | undefined;
}

/** What was found of a lab's variants. */
export interface Proof {
  readonly lab: string;
  readonly variants: readonly Proved[];
  /** Of all of them together. */
  readonly problems: readonly string[];
  /** How many cases were rendered with each, or with every nth. */
  readonly cases: number;
}

/** Throws what opening the lab with its defaults throws. */
export async function proveVariants(proving: Proving): Promise<Proof> {
  const { lab: name, count, seed, renderer } = proving;
  const { lab, plan } = await openLab(name, { renderer });
  const drawn: Drawn = { name: lab.name, params: lab.file.params };
  const ids = Array.from({ length: count }, (_, at) => `variant-${at + 1}`);
  const all = variantsOf(drawn, seed, ids);
  const cases = casesOf(lab);
  const variants: Proved[] = [];
  for (const [index, [id, values]] of [...all].entries())
    variants.push(await proveOne({ proving, lab, plan, cases, id, values, index }));
  return { lab: lab.name, variants, problems: notDistinct(all), cases: cases.length };
}

/** Two whose every value is the same, or whose networks overlap. */
function notDistinct(all: ReadonlyMap<string, Values>): readonly string[] {
  const problems: string[] = [];
  const seen = new Map<string, string>();
  const nets = new Taken();
  for (const [id, values] of all) {
    const key = JSON.stringify(values);
    const twin = seen.get(key);
    if (twin !== undefined) problems.push(`${id} is the same as ${twin}`);
    seen.set(key, id);
    for (const [name, value] of Object.entries(values).filter(([, text]) => text.includes("/"))) {
      if (nets.times("", value) > 0)
        problems.push(`${name} of ${id}, ${value}, is in another's network`);
      nets.add("", value);
    }
  }
  return problems;
}

interface One {
  readonly proving: Proving;
  readonly lab: Lab;
  readonly plan: Plan;
  readonly cases: readonly LabCase[];
  readonly id: string;
  readonly values: Values;
  readonly index: number;
}

async function proveOne(one: One): Promise<Proved> {
  const { lab, id, values, proving } = one;
  const { renderer } = proving;
  const problems: string[] = [];
  try {
    const own = await loadLab(lab.dir, { renderer, params: values, templatesDir: templatesDir() });
    const planned = (sources: LabCase["sources"]) =>
      planLab({ lab: own, renderer, templatesDir: templatesDir(), sources });
    const plan = plansOf(one, planned, problems).get("solution");
    if (!plan) return { id, values, problems, opened: undefined };
    const pair: Pair = { params: lab.file.params, first: one.plan, own: plan };
    problems.push(...differences(pair), ...unfairTimes(pair), ...otherPoints(pair));
    problems.push(...(await ruleProblems(plan)), ...(await guideProblems(one, own, pair)));
    return { id, values, problems, opened: { lab: own, plan } };
  } catch (error) {
    if (!(error instanceof HalabError)) throw error;
    return { id, values, problems: [...problems, said(error)], opened: undefined };
  }
}

function said({ message, details }: HalabError): string {
  return [message, ...details].join(" ");
}

/** Those of the cases that are this variant's turn; what does not render is a problem, and so is what is left of the defaults. */
function plansOf(
  { lab, plan: first, cases, index, proving }: One,
  planned: (sources: LabCase["sources"]) => Plan,
  problems: string[],
): ReadonlyMap<string, Plan> {
  const { nth = 1 } = proving;
  const always = (one: LabCase) => one.kind === "solution" || one.kind === "starter";
  const turn = cases.filter((one, at) => always(one) || (at + index) % nth === 0);
  const plans = new Map<string, Plan>();
  for (const one of turn) {
    try {
      const plan = planned(one.sources);
      plans.set(one.name, plan);
      const pair = { params: lab.file.params, first, own: plan };
      for (const [place, text] of textsOf(plan))
        problems.push(...leftIn(text, `${one.name}: ${place}`, pair));
    } catch (error) {
      if (!(error instanceof HalabError)) throw error;
      problems.push(`${one.name}: ${said(error)}`);
    }
  }
  return plans;
}

function unfairTimes({ params, first, own }: Pair): readonly string[] {
  return Object.entries(params).flatMap(([name, parameter]) => {
    const [a, b] = [String(first.params[name]), String(own.params[name])];
    if (!isTime(parameter) || about(a, b)) return [];
    return [`${name} is ${b}, which is more than 10 % from the lab's ${a}`];
  });
}

function otherPoints({ first, own }: Pair): readonly string[] {
  const points = (plan: Plan) =>
    plan.steps.map(({ id, expect, mended }) => {
      const sum = [...expect, ...mended].reduce((all, one) => all + Number(one["points"] ?? 0), 0);
      return `${id} ${sum}`;
    });
  const [a, b] = [points(first).join(", "), points(own).join(", ")];
  return a === b ? [] : [`its points are ${b}, those of the lab ${a}`];
}

/** The solution must be right by all that `halab diagnose` knows of files. */
async function ruleProblems(plan: Plan): Promise<readonly string[]> {
  const { findings, broken } = diagnose(factsOf(plan, { looked: ["files"] }), await loadRules());
  return [
    ...findings
      .filter(({ severity }) => severity !== "hint")
      .map(({ rule, because }) => `diagnose says ${rule} of the solution: ${because}`),
    ...broken.map(({ rule, why }) => `the rule ${rule} ended with an error: ${why}`),
  ];
}

async function guideProblems(one: One, own: Lab, pair: Pair): Promise<readonly string[]> {
  const { renderer, lab: name } = one.proving;
  const problems: string[] = [];
  for (const lang of languages) {
    const path = guideFile(own.dir, lang);
    if (path === undefined || (lang !== "en" && !path.endsWith(`.${lang}.md`))) continue;
    const ws = { lab: name, params: one.values, lang, cluster: "learn-of-a-student" };
    const text = await guideOf(ws, own, renderer);
    problems.push(...leftIn(text ?? "", `the guide (${lang})`, pair));
  }
  return problems;
}
