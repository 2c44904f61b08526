import { expect, it } from "vitest";
import type { CheckReport, StepReport } from "../../cli/core/judge/report.ts";
import { stepRemarks } from "../../cli/report/text/remarks.ts";

const line = "the node did not answer from 4.1 s on";

function textsOf(...checks: readonly Pick<CheckReport, "check" | "verdict" | "evidence">[]) {
  const none = { points: 0, maxPoints: 0 };
  const step: StepReport = {
    id: "failover",
    title: "lb1 fails",
    verdict: "fail",
    ...none,
    fault: null,
    checks: checks.map((check) => ({ ...check, title: check.check, ...none })),
    impact: null,
    startAt: 0,
    endAt: 10,
    protocolTime: 0,
  };
  const lanes = { strips: [], owners: [], faults: [], bands: [], steps: [] };
  return stepRemarks(step, { from: 0, to: 10, ...lanes }).map(({ text }) => text);
}

it("a check that failed says why, though one that passed says the same", () => {
  const evidence = [line, "39 requests were lost"];
  expect(
    textsOf(
      { check: "no-loss", verdict: "pass", evidence: [line] },
      { check: "outage", verdict: "fail", evidence },
    ),
  ).toEqual([`outage: fail: ${line}`, "39 requests were lost"]);
});

it("what several failed checks say alike is said once", () => {
  const evidence = [line, "39 requests were lost"];
  expect(
    textsOf(
      { check: "outage", verdict: "fail", evidence },
      { check: "recovery", verdict: "unknown", evidence: [line, "nothing came back"] },
    ),
  ).toEqual([
    `outage: fail: ${line}`,
    "39 requests were lost",
    "recovery: unknown: nothing came back",
  ]);
});
