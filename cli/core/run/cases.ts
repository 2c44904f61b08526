/** What ships with a lab to prove it: starter, solution, alternatives and mutants. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { HalabError, messageOf } from "../base/error.ts";
import { didYouMean } from "../base/nearest.ts";
import { shown } from "../base/shown.ts";
import type { Report } from "../judge/report.ts";
import { type FileSource, solutionOf } from "../lab/files.ts";
import type { Lab } from "../lab/lab.ts";

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

/** All cases of a lab, in the order in which they are worth running. Throws LAB_INVALID. */
export function casesOf(lab: Lab): LabCase[] {
  const solution = solutionOf(lab);
  const starter = join(lab.dir, "starter");
  return [
    {
      kind: "solution",
      name: "solution",
      why: "what the lab asks for",
      catches: undefined,
      cause: undefined,
      unseen: undefined,
      sources: [solution],
    },
    ...(existsSync(starter)
      ? [
          {
            kind: "starter" as const,
            name: "starter",
            why: "what students begin with",
            catches: undefined,
            cause: undefined,
            unseen: undefined,
            sources: [{ dir: starter, render: true }],
          },
        ]
      : []),
    ...folders(lab, "alternatives").map(({ name, dir }): LabCase => {
      const { why } = read(join(dir, "alternative.yaml"), alternativeFile);
      return {
        kind: "alternative",
        name,
        why,
        catches: undefined,
        cause: undefined,
        unseen: undefined,
        sources: [{ dir, render: true }, solution],
      };
    }),
    ...folders(lab, "mutants").map(({ name, dir }): LabCase => {
      const path = join(dir, "mutant.yaml");
      const { why, catches, cause, unseen, difficulty, topic } = read(path, mutantFile);
      const steps = lab.file.steps.map((step) => step.id);
      if (!steps.includes(catches)) {
        throw new HalabError(
          "LAB_INVALID",
          `${shown(path)}: unknown step "${catches}"${didYouMean(catches, steps)}`,
        );
      }
      return {
        kind: "mutant",
        name,
        why,
        catches,
        cause,
        unseen,
        difficulty,
        topic,
        sources: [{ dir, render: true }, solution],
      };
    }),
  ];
}

function folders(lab: Lab, kind: string): { name: string; dir: string }[] {
  const base = join(lab.dir, kind);
  if (!existsSync(base)) return [];
  return readdirSync(base, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => ({ name: entry.name, dir: join(base, entry.name) }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function read<T>(path: string, schema: z.ZodType<T>): T {
  if (!existsSync(path)) throw new HalabError("LAB_INVALID", `${shown(path)} is missing`);
  let raw: unknown;
  try {
    raw = parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new HalabError("LAB_INVALID", `${shown(path)}: ${messageOf(error).split("\n")[0]}`);
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new HalabError("LAB_INVALID", `${shown(path)}: ${issue?.path.join(".")} ${issue?.message}`);
}

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
