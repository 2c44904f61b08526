/** Points for what files alone show, in a lab's `static:` and in a course's rubric: the same words. */
import { posix } from "node:path";
import { z } from "zod";
import { didYouMean } from "../base/nearest.ts";
import type { Plan, PlannedStatic } from "../cluster/plan.ts";
import { technologyFiles } from "../kinds/load.ts";

const patterns = z.array(z.string().min(1)).default([]);

export const staticItem = z
  .strictObject({
    title: z.string().min(1).describe("What the points are for."),
    rules: patterns.describe(
      "Rules that must find no error and no warning: technology/name, or a technology with all its rules.",
    ),
    files: patterns.describe(
      "Files of the student's that must be there and hold something: NODE:PATH, with * as in paths.",
    ),
    points: z.number().min(0).max(1_000_000),
  })
  .refine(({ rules, files }) => rules.length + files.length > 0, "must name rules or files");

/** Whether a rule, by its whole name, is meant by one of these. */
export function isMeant(rule: string, named: readonly string[]): boolean {
  return named.some((pattern) => {
    return posix.matchesGlob(rule, pattern.includes("/") ? pattern : `${pattern}/*`);
  });
}

/** Whether each of these files is there; a file of the lab's own does not count. */
export function hasFiles({ nodes }: Pick<Plan, "nodes">, wanted: readonly string[]): boolean {
  const there = nodes.flatMap(({ name, files }) =>
    files
      .filter(({ owner, content }) => owner === "student" && content.trim() !== "")
      .map(({ path }) => `${name}:${path}`),
  );
  return wanted.every((pattern) => there.some((file) => posix.matchesGlob(file, pattern)));
}

/** What a schema cannot say of one; a sentence each. */
export function staticMistakes(
  { rules, files }: PlannedStatic,
  nodes: readonly string[],
): readonly string[] {
  const known = ruleNames();
  const technologies = [...new Set(known.map((rule) => rule.replace(/\/.*/, "")))];
  const unknown = rules
    .filter((pattern) => !known.some((rule) => isMeant(rule, [pattern])))
    .map((pattern) => {
      const near = didYouMean(pattern, pattern.includes("/") ? known : technologies);
      return `there is no rule "${pattern}"${near}`;
    });
  const lost = files
    .filter((file) => !nodes.some((node) => posix.matchesGlob(node, file.replace(/:.*/, ""))))
    .map((file) => `"${file}" is not NODE:PATH of a node of the lab`);
  return [...unknown, ...lost];
}

function ruleNames(): readonly string[] {
  return technologyFiles("rules").map(({ technology, name }) => `${technology}/${name}`);
}
