/** PrairieLearn's external grader: /grade/results/results.json of each student. */
import { cleanText, ellipsis } from "../../core/base/clean.ts";
import { commentText } from "./comment.ts";
import { feedbackOf, stepsOf } from "./feedback.ts";
import { perStudent, type Student } from "./per-student.ts";
import { hasPoints, whyNoPoints } from "./points.ts";

export const prairielearn = perStudent(
  {
    name: "prairielearn",
    about: "PrairieLearn's results.json; gradable: false for who is not gradable",
  },
  (student) => [{ name: "results.json", text: `${JSON.stringify(resultsOf(student), null, 2)}\n` }],
);

/** The whole file may have a megabyte, so no text of ours comes near it. */
const longest = 4000;

function resultsOf(student: Student) {
  const { graded, sheet, options } = student;
  if (!hasPoints(graded))
    return { gradable: false, format_errors: [ellipsis(cleanText(whyNoPoints(graded)), longest)] };
  return {
    gradable: true,
    score: share(graded),
    message: feedbackOf(graded, sheet.lab, options).points,
    output: commentText(graded, sheet.lab, options).slice(0, longest).toWellFormed(),
    // Points are shown only where every test has both.
    tests: stepsOf(graded, options).map((step) => ({
      name: step.id,
      description: cleanText(step.title),
      points: step.points,
      max_points: step.maxPoints,
      message: ellipsis(step.seen.map(cleanText).join("\n"), longest),
    })),
  };
}

/** 0 to 1, precise enough to be the points again. */
function share({ points, maxPoints }: { readonly points: number; readonly maxPoints: number }) {
  return Math.min(1, Math.max(0, Math.round((points / maxPoints) * 1e6) / 1e6));
}
