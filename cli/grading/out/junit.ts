/** The class as JUnit XML: a suite for each submission, a case for each step. */
import { cleanText, visible } from "../../core/base/clean.ts";
import { escapeXml } from "../../report/words.ts";
import type { GradeSheet } from "../sheet.ts";
import { type FeedbackStep, stepsOf } from "./feedback.ts";
import type { Format, OutOptions } from "./format.ts";
import { hasPoints, pointsText, whyNoPoints } from "./points.ts";

export const junit: Format = {
  name: "junit",
  about: "JUnit XML: a suite for each submission, a case for each step; not gradable is an error",
  scope: "class",
  write: (sheet, options) => ({
    files: [{ name: "grades.xml", text: renderSuites(sheet, options) }],
    notes: [],
  }),
};

/** What a test runner would say of one step, or of a submission as a whole. */
export interface Case {
  readonly name: string;
  readonly classname: string;
  readonly outcome: "pass" | "failure" | "error" | "skipped";
  readonly message: string;
}

function renderSuites(sheet: GradeSheet, options: OutOptions): string {
  const suites = sheet.submissions.map((graded) => {
    const name = visible(graded.id);
    const cases = hasPoints(graded)
      ? stepsOf(graded, options).map((step) => caseOf(step, `${sheet.lab}.${name}`))
      : [notGradable(`${sheet.lab}.${name}`, whyNoPoints(graded))];
    const properties = {
      verdict: graded.verdict,
      // No number for who has none.
      ...(hasPoints(graded) ? { points: pointsText(graded.points) } : {}),
      "max points": pointsText(graded.maxPoints),
    };
    return { name, cases, properties };
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: sheet.lab, ...counts(suites.flatMap(({ cases }) => cases)) })}>`,
    ...suites.flatMap(({ name, cases, properties }) => suiteXml(name, cases, properties)),
    "</testsuites>",
    "",
  ].join("\n");
}

export function suiteXml(
  name: string,
  cases: readonly Case[],
  properties: Readonly<Record<string, string>>,
): readonly string[] {
  return [
    `  <testsuite${attributes({ name, ...counts(cases) })}>`,
    "    <properties>",
    ...Object.entries(properties).map(
      ([key, value]) => `      <property${attributes({ name: key, value })}/>`,
    ),
    "    </properties>",
    ...cases.flatMap(caseXml),
    "  </testsuite>",
  ];
}

/** What was not decided must not look green, and is nobody's failure. */
const outcomes: Readonly<Record<string, Case["outcome"]>> = {
  pass: "pass",
  fail: "failure",
  skipped: "skipped",
};

export function caseOf(step: FeedbackStep, classname: string): Case {
  const points = `${pointsText(step.points)} of ${pointsText(step.maxPoints)} points`;
  return {
    name: step.id,
    classname,
    outcome: outcomes[step.verdict] ?? "error",
    message: [step.title, points, ...step.seen].join("; "),
  };
}

function notGradable(classname: string, why: string): Case {
  return { name: "not gradable", classname, outcome: "error", message: `not gradable: ${why}` };
}

function caseXml({ name, classname, outcome, message }: Case): readonly string[] {
  const open = `    <testcase${attributes({ classname, name, time: "0" })}`;
  if (outcome === "pass") return [`${open}/>`];
  const type = outcome === "skipped" ? {} : { type: outcome === "error" ? "unknown" : "step" };
  return [`${open}>`, `      <${outcome}${attributes({ message, ...type })}/>`, "    </testcase>"];
}

function counts(cases: readonly Case[]) {
  const count = (wanted: Case["outcome"]) =>
    cases.filter(({ outcome }) => outcome === wanted).length;
  return {
    tests: cases.length,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
  };
}

/** Without characters that XML forbids: one of them, and many readers show no test at all. */
export function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(cleanText(String(value)))}"`)
    .join("");
}
