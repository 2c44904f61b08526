/** What a student is told, in parts: each format writes the same. Nothing in it is of anybody else. */
import type { Graded } from "../sheet.ts";
import { type ToldCause, toldCause } from "./cause.ts";
import type { OutOptions } from "./format.ts";
import { hasPoints, inOneLine, pointsText, rounded, whyNoPoints } from "./points.ts";
import { gradeWord, verdictIn } from "./words/say.ts";

export interface FeedbackStep {
  readonly id: string;
  readonly title: string;
  /** As the sheet has it. */
  readonly verdict: string;
  readonly points: number;
  readonly maxPoints: number;
  /** "27.5 / 60"; of who is not gradable "- / 60". */
  readonly given: string;
  /** A sentence for each check that did not pass. */
  readonly seen: readonly string[];
}

export interface Feedback {
  readonly title: string;
  readonly verdict: Graded["verdict"];
  readonly verdictText: string;
  /** "87.5 of 100 points", or that there are none. */
  readonly points: string;
  /** Undefined: the steps say it. */
  readonly reason: string | undefined;
  readonly cause: ToldCause | undefined;
  /** What the files alone earned comes first, where a lab gives points for it. */
  readonly steps: readonly FeedbackStep[];
}

export type FeedbackOptions = Pick<OutOptions, "language" | "told" | "texts" | "details">;

export function feedbackOf(graded: Graded, lab: string, options: FeedbackOptions): Feedback {
  const { language } = options;
  const given = hasPoints(graded);
  const args = (points: number) => ({
    points: numberIn(language, points),
    all: numberIn(language, graded.maxPoints),
  });
  return {
    title: gradeWord(language, "title", { lab }),
    verdict: given ? graded.verdict : "not gradable",
    verdictText: verdictIn(language, given ? graded.verdict : "not gradable"),
    points: given
      ? gradeWord(language, "points", args(graded.points))
      : gradeWord(language, "no-points"),
    reason: reasonOf(graded),
    cause: toldCause(graded, lab, options),
    steps: stepsOf(graded, options),
  };
}

function reasonOf(graded: Graded): string | undefined {
  if (!hasPoints(graded)) return whyNoPoints(graded);
  return graded.reason === null ? undefined : inOneLine(graded.reason);
}

/** The sheet's steps, and before them the points of the files alone. */
export function stepsOf(
  graded: Graded,
  { language, details }: Pick<OutOptions, "language" | "details">,
): readonly FeedbackStep[] {
  const { points, maxPoints } = graded.static;
  const own = details?.get(graded.id)?.steps;
  const files = {
    id: "files",
    title: gradeWord(language, "files"),
    verdict: points >= maxPoints ? "pass" : "fail",
    ...{ points, maxPoints },
  };
  const all = maxPoints > 0 ? [files, ...graded.steps] : graded.steps;
  const shown = (value: number) => (hasPoints(graded) ? numberIn(language, value) : "-");
  return all.map((step) => ({
    ...step,
    points: rounded(step.points),
    maxPoints: rounded(step.maxPoints),
    given: `${shown(step.points)} / ${numberIn(language, step.maxPoints)}`,
    seen: own?.get(step.id)?.seen ?? [],
  }));
}

/** With the language's decimal comma. */
export function numberIn(language: OutOptions["language"], value: number): string {
  return pointsText(value, language === "en" ? "point" : "comma");
}
