/** GitHub Classroom: the result of a step of the workflow, and what the job's page says of it. */
import { cleanText } from "../../core/base/clean.ts";
import { stepsOf } from "./feedback.ts";
import { feedbackMarkdown } from "./markdown.ts";
import { perStudent, type Student } from "./per-student.ts";
import { hasPoints, rounded, whyNoPoints } from "./points.ts";

/** The reporter adds up the tests' scores, so partial points arrive though the stock graders know none. */
export const classroom = perStudent(
  {
    name: "classroom",
    about:
      "GitHub Classroom: the autograding result (result.json; output for $GITHUB_OUTPUT) and summary.md",
  },
  (student) => {
    const result = JSON.stringify(resultOf(student), null, 2);
    return [
      { name: "result.json", text: `${result}\n` },
      { name: "output", text: `result=${Buffer.from(result).toString("base64")}\n` },
      { name: "summary.md", text: feedbackMarkdown(student) },
    ];
  },
);

function resultOf({ graded, sheet, options }: Student) {
  const shared = { test_code: `halab run ${sheet.lab}`, filename: "", line_no: 0, duration: 0 };
  if (!hasPoints(graded)) {
    const message = `not gradable: ${cleanText(whyNoPoints(graded))}`;
    // The reporter sends no points for a runner whose most is 0.
    const test = { name: sheet.lab, status: "error", message, ...shared };
    return { version: 1, status: "error", max_score: 0, tests: [test] };
  }
  const took = options.details?.get(graded.id)?.took ?? 0;
  const tests = stepsOf(graded, options).map(({ title, verdict, points, seen }) => ({
    name: cleanText(title),
    status: statuses[verdict] ?? "error",
    score: points,
    message: seen.map(cleanText).join("; "),
    ...shared,
  }));
  return {
    version: 1,
    status: graded.verdict === "pass" ? "pass" : "fail",
    max_score: rounded(graded.maxPoints),
    tests: withRest(tests, graded.points).map((test, at) =>
      at === 0 ? { ...test, duration: Math.round(took * 1000) } : test,
    ),
  };
}

const statuses: Readonly<Record<string, string>> = { pass: "pass", fail: "fail", skipped: "fail" };

/** Only the sum arrives: what rounding left over is put to the last one. */
function withRest<T extends { readonly score: number }>(tests: readonly T[], points: number): T[] {
  const rest = rounded(points - tests.reduce((sum, { score }) => sum + score, 0));
  return tests.map((test, at) =>
    at === tests.length - 1 ? { ...test, score: rounded(test.score + rest) } : test,
  );
}
