/** What a class did, in numbers. Pure. */
import type { Graded, GradeSheet } from "../../sheet.ts";
import type { ToldCause } from "../cause.ts";
import { toldCause } from "../cause.ts";
import type { OutOptions } from "../format.ts";
import { hasPoints } from "../points.ts";

export interface Spread {
  readonly count: number;
  readonly least: number;
  readonly median: number;
  readonly mean: number;
  readonly most: number;
}

/** Undefined: of nothing. */
export function spreadOf(values: readonly number[]): Spread | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const [least] = sorted;
  const most = sorted.at(-1);
  if (least === undefined || most === undefined) return undefined;
  const middle = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
  return { count: sorted.length, least, most, median: meanOf(middle), mean: meanOf(sorted) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

interface StepTally {
  readonly id: string;
  readonly title: string;
  readonly maxPoints: number;
  /** Of those in which it was decided. */
  readonly points: Spread | undefined;
  readonly passed: number;
  readonly failed: number;
  readonly undecided: number;
}

/** In the order in which steps are first met. */
export function tallySteps({ submissions }: GradeSheet): readonly StepTally[] {
  const all = submissions.flatMap((graded) => graded.steps.map((step) => ({ step, graded })));
  const byStep = Map.groupBy(all, ({ step }) => step.id);
  return [...byStep].map(([id, met]) => {
    const decided = met.filter(
      ({ step, graded }) => hasPoints(graded) && step.verdict !== "unknown",
    );
    const count = (verdict: string) =>
      decided.filter(({ step }) => step.verdict === verdict).length;
    const passed = count("pass");
    return {
      id,
      title: met[0]?.step.title ?? id,
      maxPoints: Math.max(...met.map(({ step }) => step.maxPoints)),
      points: spreadOf(decided.map(({ step }) => step.points)),
      passed,
      failed: decided.length - passed,
      undecided: met.length - decided.length,
    };
  });
}

interface CauseTally {
  readonly rule: string;
  readonly title: string;
  readonly language: ToldCause["language"];
  readonly count: number;
}

/** The commonest first; one that is as common as another by its name. */
export function tallyCauses(sheet: GradeSheet, options: OutOptions): readonly CauseTally[] {
  const causes = sheet.submissions.flatMap(
    (graded) => toldCause(graded, sheet.lab, { ...options, told: 0 }) ?? [],
  );
  const counted = [...Map.groupBy(causes, ({ rule }) => rule)].map(([rule, all]) => ({
    rule,
    title: all[0]?.title ?? rule,
    language: all[0]?.language,
    count: all.length,
  }));
  return counted.sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1));
}

export interface OutageDot {
  readonly id: string;
  readonly seconds: number;
  /** Of the step. */
  readonly verdict: string;
}

export interface OutageRow {
  readonly id: string;
  readonly title: string;
  readonly dots: readonly OutageDot[];
  readonly spread: Spread;
}

/** Of each step in which somebody asked; what was played once for several submissions is one dot. */
export function tallyOutages(
  sheet: GradeSheet,
  { details }: Pick<OutOptions, "details">,
): readonly OutageRow[] {
  return tallySteps(sheet).flatMap(({ id, title }) => {
    const dots = sheet.submissions.flatMap((graded) => dotOf(graded, id, details) ?? []);
    const spread = spreadOf(dots.map(({ seconds }) => seconds));
    return spread ? [{ id, title, dots, spread }] : [];
  });
}

function dotOf(
  graded: Graded,
  step: string,
  details: OutOptions["details"],
): OutageDot | undefined {
  const seconds = details?.get(graded.id)?.steps.get(step)?.outage;
  if (graded.same !== null || seconds === null || seconds === undefined) return undefined;
  const verdict = graded.steps.find(({ id }) => id === step)?.verdict ?? "unknown";
  return { id: graded.id, seconds, verdict };
}
