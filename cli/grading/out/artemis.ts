/** Artemis: JUnit XML of each student; their weights are set in Artemis by the cases' names. */

import { stepsOf } from "./feedback.ts";
import { attributes, type Case, caseOf, suiteXml } from "./junit.ts";
import { perStudent } from "./per-student.ts";
import { hasPoints } from "./points.ts";

/**
 * Artemis has no "not decided": a missing file is a build without result, which costs nobody anything. A step that
 * passed or did not is all that it takes: partial points within a step are lost.
 */
export const artemis = perStudent(
  {
    name: "artemis",
    about: "Artemis: JUnit XML and a feedback for each step; nothing for who is not gradable",
  },
  ({ graded, sheet, options }) => {
    if (!hasPoints(graded)) return [];
    const steps = stepsOf(graded, options);
    const named = (id: string) => `${sheet.lab}/${id}`;
    const cases = steps.map((step) => ({ ...caseOf(step, sheet.lab), name: named(step.id) }));
    const feedbacks = cases.map((one, at) => ({
      name: `customFeedbacks/${String(at + 1).padStart(2, "0")}.json`,
      text: `${JSON.stringify({ name: one.name, successful: one.outcome === "pass", message: one.message })}\n`,
    }));
    return [{ name: "results/halab.xml", text: suite(sheet.lab, cases) }, ...feedbacks];
  },
);

/** One root, which is the suite's. */
function suite(lab: string, cases: readonly Case[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: lab })}>`,
    ...suiteXml(lab, cases, {}),
    "</testsuites>",
    "",
  ].join("\n");
}
