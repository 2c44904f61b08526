/** A report as JUnit XML: a suite for each step, a case for each check. */

import { cleanText } from "../core/base/clean.ts";
import type { CheckReport, Report, StepReport } from "../core/judge/report.ts";
import { escapeXml, measuredText } from "./words.ts";

/** For CI servers and gradebooks. An unknown verdict is a skipped case: nobody has failed. */
export function renderJunit(report: Report): string {
  const checks = report.steps.flatMap((step) => step.checks);
  const attributes = { name: report.lab, ...counts(checks), time: report.took.toFixed(3) };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${text(attributes)}>`,
    ...report.steps.flatMap((step) => suite(step, report)),
    "</testsuites>",
    "",
  ].join("\n");
}

function suite(step: StepReport, report: Report): string[] {
  const time = (step.endAt - step.startAt).toFixed(3);
  const attributes = { name: `${report.lab}.${step.id}`, ...counts(step.checks), time };
  return [
    `  <testsuite${text(attributes)}>`,
    "    <properties>",
    property("title", step.title),
    property("points", `${step.points}/${step.maxPoints}`),
    ...(step.fault ? [property("fault", step.fault.title)] : []),
    "    </properties>",
    ...step.checks.flatMap((check) => testCase(check, `${report.lab}.${step.id}`)),
    "  </testsuite>",
  ];
}

function property(name: string, value: string): string {
  return `      <property${text({ name, value })}/>`;
}

function testCase(check: CheckReport, classname: string): string[] {
  const name = check.title ? `${check.check}: ${check.title}` : check.check;
  const open = `    <testcase${text({ classname, name, time: "0" })}`;
  if (check.verdict === "pass") return [`${open}/>`];
  const measured = check.measured === undefined ? [] : [`measured ${measuredText(check)}`];
  const evidence = [...measured, ...check.evidence].map(cleanText);
  const message = evidence[0] ?? check.verdict;
  const body =
    check.verdict === "unknown"
      ? [`      <skipped${text({ message })}/>`]
      : [
          `      <failure${text({ message, type: check.check })}>`,
          ...evidence.map(escapeXml),
          "      </failure>",
        ];
  return [`${open}>`, ...body, "    </testcase>"];
}

function counts(checks: readonly CheckReport[]) {
  const count = (verdict: string): number => checks.filter((c) => c.verdict === verdict).length;
  return { tests: checks.length, failures: count("fail"), skipped: count("unknown"), errors: 0 };
}

function text(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(cleanText(String(value)))}"`)
    .join("");
}
