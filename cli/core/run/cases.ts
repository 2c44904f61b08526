/** What ships with a lab to prove it: starter, solution, alternatives and mutants. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { HalabError } from "../base/error.ts";
import { didYouMean } from "../base/nearest.ts";
import { shown } from "../base/shown.ts";
import type { Report } from "../judge/report.ts";
import { technologyFiles } from "../kinds/load.ts";
import { type FileSource, solutionOf } from "../lab/files.ts";
import type { Lab } from "../lab/lab.ts";
import { readYaml } from "../lab/yaml.ts";

type Difficulty = 1 | 2 | 3;

export interface LabCase {
  readonly kind: "starter" | "solution" | "alternative" | "mutant";
  readonly name: string;
  readonly why: string;
  /** Mutants: the step that must be the first to fail. */
  readonly catches: string | undefined;
  /** Mutants: the rule (`technology/name`) that names what was planted; or why none can see it in files. */
  readonly cause: string | undefined;
  readonly unseen: string | undefined;
  /** Mutants: how hard it is to find, 1 to 3, and what it is about; left out where nobody has said. */
  readonly difficulty?: Difficulty | undefined;
  readonly topic?: string | undefined;
  readonly sources: readonly FileSource[];
}

const mutantFile = z.strictObject({
  /** What is wrong, in a sentence. */
  why: z.string(),
  /** The step that must be the first to fail. */
  catches: z.string(),
  /** The rule (`technology/name`) that names it. */
  cause: z.string().optional(),
  /** Why no rule can see it in the files. */
  unseen: z.string().optional(),
  /** As an incident: 1 is seen at a glance, 3 needs thought about both ends. */
  difficulty: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  /** As an incident: what it is about, in a word or two. */
  topic: z.string().min(1).optional(),
});
const alternativeFile = z.strictObject({ why: z.string() });

/** All cases of a lab, in the order in which they are worth running. Throws LAB_INVALID with every mistake. */
export function casesOf(lab: Lab): LabCase[] {
  const { cases, mistakes } = readCases(
    lab.dir,
    lab.file.steps.map(({ id }) => id),
  );
  const [first, ...rest] = mistakes;
  if (first === undefined) return cases;
  throw new HalabError("LAB_INVALID", first, { details: rest, hint });
}

/** Those that can be read, and what is wrong with the others: lines with their places. `steps`: the lab's ids, if known. */
export function readCases(
  dir: string,
  steps: readonly string[] | undefined,
): { readonly cases: LabCase[]; readonly mistakes: readonly string[] } {
  const mistakes: string[] = [];
  const trying = (make: () => LabCase): LabCase[] => {
    try {
      return [make()];
    } catch (error) {
      if (!(error instanceof HalabError)) throw error;
      mistakes.push(error.message, ...error.details);
      return [];
    }
  };
  const solution = solutionOf({ dir });
  const starter = { dir: join(dir, "starter"), render: true };
  const cases = [
    caseOf("solution", "solution", "what the lab asks for", [solution]),
    ...(existsSync(starter.dir)
      ? [caseOf("starter", "starter", "what students begin with", [starter])]
      : []),
    ...folders(dir, "alternatives").flatMap(({ name, own }) =>
      trying(() => {
        const { why } = read(join(own.dir, "alternative.yaml"), alternativeFile).value;
        return caseOf("alternative", name, why, [own, solution]);
      }),
    ),
    ...folders(dir, "mutants").flatMap(({ name, own }) =>
      trying(() => ({ ...mutantOf(own.dir, steps), name, sources: [own, solution] })),
    ),
  ];
  return { cases, mistakes };
}

function caseOf(
  kind: LabCase["kind"],
  name: string,
  why: string,
  sources: readonly FileSource[],
): LabCase {
  return { kind, name, why, catches: undefined, cause: undefined, unseen: undefined, sources };
}

function mutantOf(
  dir: string,
  steps: readonly string[] | undefined,
): Omit<LabCase, "name" | "sources"> {
  const { value, problems } = read(join(dir, "mutant.yaml"), mutantFile);
  const { why, catches, cause, unseen, difficulty, topic } = value;
  if (steps && !steps.includes(catches))
    problems.add(["catches"], `unknown step "${catches}"${didYouMean(catches, steps)}`);
  const rules = technologyFiles("rules").map(({ technology, name }) => `${technology}/${name}`);
  if (cause !== undefined && !rules.includes(cause))
    problems.add(["cause"], `unknown rule "${cause}"${didYouMean(cause, rules)}`);
  if (problems.any) throw problems.toError(hint);
  return { kind: "mutant", why, catches, cause, unseen, difficulty, topic };
}

function folders(lab: string, kind: string): { readonly name: string; readonly own: FileSource }[] {
  const base = join(lab, kind);
  if (!existsSync(base)) return [];
  return readdirSync(base, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, own: { dir: join(base, name), render: true } }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function read<T>(path: string, schema: z.ZodType<T>) {
  if (existsSync(path)) return readYaml(path, schema, hint);
  throw new HalabError("LAB_INVALID", `${shown(path)} is missing`);
}

const hint = "halab lab lint LAB   (every mistake at once)";

/** Undefined when the case did what it must; else the sentence that says what it did instead. */
export function wrongWith(one: LabCase, report: Report): string | undefined {
  const first = report.steps.find((step) => step.verdict !== "pass");
  const said = first ? `step ${first.id} gave ${first.verdict}` : "every step passed";
  switch (one.kind) {
    case "solution":
    case "alternative":
      return report.verdict === "pass" ? undefined : `it must pass, but ${said}`;
    case "starter":
      return report.verdict === "fail" ? undefined : `it must fail, but ${said}`;
    case "mutant":
      if (first?.id === one.catches && first?.verdict === "fail") return undefined;
      return `step ${one.catches} must be the first to fail, but ${said}`;
    default:
      throw one.kind satisfies never;
  }
}

/** Cases by their names, or all of a kind by its plural. */
export function chooseCases(
  all: readonly LabCase[],
  wanted: readonly string[],
  lab: string,
): LabCase[] {
  const words = (one: LabCase) => (one.name === one.kind ? [one.name] : [one.name, `${one.kind}s`]);
  const known = new Set(all.flatMap(words));
  const stranger = wanted.find((one) => !known.has(one));
  if (stranger !== undefined)
    throw new HalabError("USAGE", `${lab} has no case "${stranger}"${didYouMean(stranger, known)}`);
  return all.filter((one) => words(one).some((word) => wanted.includes(word)));
}
