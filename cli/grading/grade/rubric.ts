/** `--rubric FILE`: a course's own weights for a lab's steps, and points for what files alone show. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { HalabError, messageOf } from "../../core/base/error.ts";
import { didYouMean } from "../../core/base/nearest.ts";
import { shown } from "../../core/base/shown.ts";
import type { Plan, PlannedStatic } from "../../core/cluster/plan.ts";
import type { Finding } from "../../core/diagnose/diagnose.ts";
import type { Report } from "../../core/judge/report.ts";
import { hasFiles, isMeant, staticItem, staticMistakes } from "../../core/lab/static-points.ts";
import type { Graded } from "../sheet.ts";

const weight = z.number().min(0).max(1_000_000);

export const rubricFile = z.strictObject({
  /** By the steps' ids; a step that is not named keeps the lab's points. */
  steps: z.record(z.string(), weight).default({}),
  /** Left out: what the lab gives for files. */
  static: z.array(staticItem).optional(),
});
export type Rubric = z.infer<typeof rubricFile>;

export const noRubric: Rubric = { steps: {} };

/** Throws USAGE with every mistake. */
export function loadRubric(file: string, plan: Plan): Rubric {
  const parsed = rubricFile.safeParse(readYaml(file));
  if (!parsed.success)
    throw wrong(
      file,
      parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`),
    );
  const ids = plan.steps.map(({ id }) => id);
  const steps = Object.keys(parsed.data.steps)
    .filter((id) => !ids.includes(id))
    .map((id) => `the lab has no step "${id}"${didYouMean(id, ids)}`);
  const nodes = plan.nodes.map(({ name }) => name);
  const unknown = (parsed.data.static ?? []).flatMap((item) => staticMistakes(item, nodes));
  const mistakes = [...steps, ...unknown];
  if (mistakes.length > 0) throw wrong(file, mistakes);
  return parsed.data;
}

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw wrong(file, [messageOf(error).split("\n")[0] ?? ""]);
  }
}

function wrong(file: string, mistakes: readonly string[]): HalabError {
  return new HalabError("USAGE", `${shown(file)}: ${mistakes.join("; ")}`, {
    hint: "a rubric: {steps: {STEP: POINTS}, static: [{title: T, rules: [TECHNOLOGY/*], points: N}]}",
  });
}

/** Throws USAGE where there is nothing to earn: 0 of 0 is no grade. */
export function requirePoints(plan: Plan, rubric: Rubric): void {
  const steps = unplayed(plan, rubric).map(({ maxPoints }) => maxPoints);
  if (total([...steps, ...itemsOf(plan, rubric).map(({ points }) => points)]) > 0) return;
  throw new HalabError("USAGE", `${plan.lab} gives no points: there is nothing to grade by`, {
    hint: "--rubric FILE   (with {steps: {STEP: POINTS}})",
  });
}

type StepRow = Graded["steps"][number];

/** A report, as far as points need it. */
export interface JudgedSteps {
  readonly steps: readonly Pick<
    Report["steps"][number],
    "id" | "title" | "verdict" | "points" | "maxPoints"
  >[];
}

/** The steps of a report by the course's weights. */
export function weighed(report: JudgedSteps, rubric: Rubric): readonly StepRow[] {
  return report.steps.map(({ id, title, verdict, points, maxPoints }) => {
    const asked = Object.hasOwn(rubric.steps, id) ? rubric.steps[id] : undefined;
    if (asked === undefined) return { id, title, verdict, points, maxPoints };
    // A step to which the lab gives nothing is passed, or it is not.
    const share = maxPoints > 0 ? points / maxPoints : Number(verdict === "pass");
    return { id, title, verdict, points: cents(share * asked), maxPoints: asked };
  });
}

/** The same of steps that were not played: none was earned. */
export function unplayed(plan: Pick<Plan, "steps">, rubric: Rubric): readonly StepRow[] {
  const steps = plan.steps.map(({ id, title, expect, mended }) => {
    const maxPoints = total([...expect, ...mended].map((spec) => Number(spec["points"] ?? 0)));
    return { id, title, verdict: "skipped" as const, points: 0, maxPoints };
  });
  return steps.map((step) => {
    const asked = Object.hasOwn(rubric.steps, step.id) ? rubric.steps[step.id] : undefined;
    return { ...step, maxPoints: asked ?? step.maxPoints };
  });
}

/** What files earn. `shown`: the plan with them, and what was found in it; undefined: nodes do not take them. */
export function staticPoints(
  shown: Shown | undefined,
  { plan, rubric }: { readonly plan: Plan; readonly rubric: Rubric },
): Graded["static"] {
  const items = itemsOf(plan, rubric);
  const found = (shown?.findings ?? []).filter(({ severity }) => severity !== "hint");
  const earned = items.filter(
    ({ rules, files }) =>
      shown !== undefined &&
      !found.some(({ rule }) => isMeant(rule, rules)) &&
      hasFiles(shown.plan, files),
  );
  return {
    points: total(earned.map(({ points }) => points)),
    maxPoints: total(items.map(({ points }) => points)),
  };
}

/** What a submission's files show. */
export interface Shown {
  readonly plan: Pick<Plan, "nodes">;
  readonly findings: readonly Finding[];
}

function itemsOf(plan: Plan, rubric: Rubric): readonly PlannedStatic[] {
  return rubric.static ?? plan.static ?? [];
}

export function total(points: readonly number[]): number {
  return cents(points.reduce((sum, one) => sum + one, 0));
}

/** Gradebooks keep two decimals. */
function cents(points: number): number {
  return Math.round(points * 100) / 100;
}
