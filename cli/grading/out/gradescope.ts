/** Gradescope: /autograder/results/results.json of each student. */
import { cleanText } from "../../core/base/clean.ts";
import { type FeedbackStep, stepsOf } from "./feedback.ts";
import { feedbackMarkdown } from "./markdown.ts";
import { perStudent, type Student } from "./per-student.ts";
import { hasPoints, rounded } from "./points.ts";
import { verdictIn } from "./words/say.ts";

export const gradescope = perStudent(
  {
    name: "gradescope",
    about: "Gradescope's results.json; without any score for who is not gradable",
  },
  (student) => [{ name: "results.json", text: `${JSON.stringify(resultsOf(student), null, 2)}\n` }],
);

function resultsOf(student: Student) {
  const { graded, sheet, options } = student;
  const { lab, batch } = sheet;
  const given = hasPoints(graded);
  const took = options.details?.get(graded.id)?.took;
  return {
    // Said of the whole, since it goes before the tests' sum, and a rubric may round.
    ...(given ? { score: rounded(graded.points) } : {}),
    output: feedbackMarkdown(student),
    output_format: "md",
    visibility: "visible",
    stdout_visibility: "hidden",
    ...(took === undefined ? {} : { execution_time: rounded(took) }),
    tests: stepsOf(graded, options).map((step, at) => testOf(step, at, student)),
    extra_data: { halab: { lab, batch, verdict: graded.verdict, tries: graded.tries } },
  };
}

/** Without a status less than full marks look failed; with one, what was not decided does not look passed. */
function testOf(step: FeedbackStep, at: number, { graded, options }: Student) {
  const { title, verdict, points, maxPoints, seen } = step;
  const lines = [verdictIn(options.language, verdict), ...seen.map(cleanText)];
  return {
    name: cleanText(title),
    number: String(at + 1),
    ...(hasPoints(graded) ? { score: points, max_score: maxPoints } : {}),
    status: verdict === "pass" ? "passed" : "failed",
    output: lines.join("\n"),
    output_format: "text",
    visibility: "visible",
  };
}
