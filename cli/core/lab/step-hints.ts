/** hints.yaml of a lab: what a student is told, level by level, whose step fails though no rule found a mistake. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { HalabError } from "../base/error.ts";
import { type Language, languages } from "../base/language.ts";
import { didYouMean } from "../base/nearest.ts";
import type { Renderer } from "../base/renderer.ts";
import { shown } from "../base/shown.ts";
import { name } from "../kinds/values.ts";
import type { Lab } from "./lab.ts";
import type { Path, Problems } from "./problems.ts";
import { readYaml } from "./yaml.ts";

/** The three levels: a question, a direction, the edit. */
type Levels<T> = readonly [T, T, T];

export interface StepHints {
  /** Markdown, with the lab's parameters filled in. */
  readonly texts: Levels<string>;
  /** Points that each level takes, over those before it. */
  readonly costs: Levels<number>;
  /** What the texts are in: the language that was asked for, or English. */
  readonly lang: Language;
}

const text = z
  .string("must be text")
  .refine((words) => words.trim() !== "", "must be text, and more than nothing");
const hints = z
  .tuple([text, text, text])
  .describe("A question, a direction, the edit as precise as possible");
const costs = z
  .tuple([z.number().min(0), z.number().min(0), z.number().min(0)])
  .describe("Points that each level takes, over those before it");

const original = z.strictObject({
  version: z.literal(1),
  steps: z.record(name, z.strictObject({ cost: costs.optional(), hints })),
});

/** A translation says nothing of points: they are those of hints.yaml. */
const translation = z.strictObject({
  version: z.literal(1),
  steps: z.record(name, z.strictObject({ hints })),
});

/** What a file of hints says, and where to say what is wrong with it. */
export interface HintsFile {
  readonly path: string;
  readonly steps: Readonly<
    Record<string, { readonly hints: Levels<string>; readonly cost?: Levels<number> | undefined }>
  >;
  readonly problems: Problems;
}

/**
 * The hints of a lab's steps, by the steps' ids: in English where the language has none, and none where the lab has
 * none. Texts may use the lab's parameters. Throws LAB_INVALID with every mistake of a file, each with its place.
 */
export function loadStepHints(
  lab: Lab,
  lang: Language,
  renderer: Renderer,
): ReadonlyMap<string, StepHints> {
  const english = readHints(lab, "en");
  const own = lang === "en" ? undefined : readHints(lab, lang);
  const result = new Map<string, StepHints>();
  for (const step of lab.file.steps) {
    const told = [
      { file: own, lang },
      { file: english, lang: "en" as const },
    ].find(({ file }) => file?.steps[step.id] !== undefined);
    const entry = told?.file?.steps[step.id];
    if (!told?.file || !entry) continue;
    const { file } = told;
    result.set(step.id, {
      texts: filled(entry.hints, { lab, renderer, file, path: ["steps", step.id, "hints"] }),
      costs: english?.steps[step.id]?.cost ?? usualCosts(pointsOf(step)),
      lang: told.lang,
    });
  }
  const wrong = [own, english].find((file) => file?.problems.any);
  if (wrong) throw wrong.problems.toError(hintOf(lab));
  return result;
}

/** The languages in which a lab has hints. */
export function hintLanguages(lab: Lab): Language[] {
  return languages.filter((lang) => existsSync(fileOf(lab, lang)));
}

/** One file of hints as it stands, unless the lab has none in that language. Throws LAB_INVALID. */
export function readHints(lab: Lab, lang: Language): HintsFile | undefined {
  const path = fileOf(lab, lang);
  if (!existsSync(path)) return undefined;
  const { value, problems } =
    lang === "en"
      ? readYaml(path, original, hintOf(lab))
      : readYaml(path, translation, hintOf(lab));
  const known = lab.file.steps.map(({ id }) => id);
  for (const id of Object.keys(value.steps)) {
    if (known.includes(id)) continue;
    problems.add(["steps", id], `${lab.name} has no step "${id}"${didYouMean(id, known)}`, true);
  }
  if (problems.any) throw problems.toError(hintOf(lab));
  return { path, steps: value.steps, problems };
}

/** Points that a step's checks give. */
export function pointsOf(step: Lab["file"]["steps"][number]): number {
  return [...step.expect, ...step.mended].reduce(
    (sum, check) => sum + Number(check["points"] ?? 0),
    0,
  );
}

/** 0, 1 and 2 points, of a step with fewer than three no more than it has. */
export function usualCosts(points: number): Levels<number> {
  const edit = Math.min(2, points);
  return [0, Math.min(1, points - edit), edit];
}

function filled(
  texts: Levels<string>,
  from: {
    readonly lab: Lab;
    readonly renderer: Renderer;
    readonly file: HintsFile;
    readonly path: Path;
  },
): Levels<string> {
  const { lab, renderer, file, path } = from;
  const fill = (words: string, index: number): string => {
    if (!words.includes("{{")) return words.trim();
    try {
      return renderer.render(words, lab.params, "").trim();
    } catch (error) {
      if (!(error instanceof HalabError)) throw error;
      file.problems.add([...path, index], error.message.replace(/^: /, ""));
      return words;
    }
  };
  const [question, direction, edit] = texts;
  return [fill(question, 0), fill(direction, 1), fill(edit, 2)];
}

function fileOf(lab: Lab, lang: Language): string {
  return join(lab.dir, lang === "en" ? "hints.yaml" : `hints.${lang}.yaml`);
}

function hintOf(lab: Lab): string {
  return `halab lab lint ${shown(lab.dir)}`;
}
