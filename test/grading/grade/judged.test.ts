import { expect, it } from "vitest";
import type { Finding } from "../../../cli/core/diagnose/diagnose.ts";
import type { Report } from "../../../cli/core/judge/report.ts";
import type { Verdict } from "../../../cli/core/kinds/verdict.ts";
import { explainedBy, judged } from "../../../cli/grading/grade/judged.ts";
import { makeReport } from "../../fixtures/report.ts";

/** The report of a run whose steps came to these. */
function reportWith(verdicts: Readonly<Record<string, Verdict>>): Report {
  const report = makeReport();
  const steps = report.steps.map((step) => ({ ...step, verdict: verdicts[step.id] ?? "pass" }));
  return { ...report, verdict: "unknown", steps };
}

it("what could not be judged makes a report unknown, whatever else failed", () => {
  const report = reportWith({ failover: "unknown", failback: "fail" });
  expect(judged(report, [])).toMatchObject({ outcome: "unknown", failed: ["failback"] });
  expect(judged(report, ["failback"])).toMatchObject({ outcome: "unknown" });
});

it("but not what an error in the files breaks on any machine", () => {
  const report = reportWith({ failover: "unknown", failback: "fail" });
  expect(judged(report, ["failover"])).toMatchObject({
    outcome: "fail",
    failed: ["failover", "failback"],
  });
});

it("errors explain the steps that they break, warnings none", () => {
  const finding = (severity: Finding["severity"], breaks: readonly string[]) => ({
    severity,
    breaks,
  });
  const findings = [
    finding("error", ["a", "b"]),
    finding("error", ["b"]),
    finding("warning", ["c"]),
  ];
  expect(explainedBy(findings)).toEqual(["a", "b"]);
});
