import { describe, expect, it } from "vitest";
import type { Finding } from "../../../cli/core/diagnose/diagnose.ts";
import type { RunView } from "../../../cli/core/journal/view.ts";
import type { Report } from "../../../cli/core/judge/report.ts";
import type { Verdict } from "../../../cli/core/kinds/verdict.ts";
import { crowdedIn, explainedBy, judged } from "../../../cli/grading/grade/judged.ts";
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

it.each([
  [["failover"], { busy: true, points: 0, maxPoints: 3 }, "unknown"],
  [[], { busy: true, measured: 3, points: 0, maxPoints: 3 }, "unknown"],
  // An error in the files explains what was measured.
  [["failover"], { busy: true, measured: 3, points: 0, maxPoints: 3 }, "fail"],
  // Nothing is lost by it, or no other machine would know more.
  [[], { busy: true, points: 0, maxPoints: 0 }, "fail"],
  [[], { points: 0, maxPoints: 3 }, "fail"],
] as const)(
  "nor what the machine was too busy for in a step that failed: explained %j, %j",
  (explained, rest, outcome) => {
    const report = reportWith({ failover: "fail" });
    const one = { check: "served-by", title: "who answers", verdict: "unknown" as const };
    const evidence = ["sent 7.5 % of its requests late"];
    const steps = report.steps.map((step) =>
      step.id === "failover"
        ? { ...step, checks: [...step.checks, { ...one, ...rest, evidence }] }
        : step,
    );
    expect(judged({ ...report, steps }, explained)).toMatchObject({ outcome });
  },
);

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

describe("a step that failed was measured on a crowded machine", () => {
  const s = 1e9;
  /** From second 10 to 20; looks at the machine: from, until, which share of the time something waited. */
  function viewWith(...looks: readonly (readonly [number, number, number])[]): RunView {
    const loads = looks.map(([from, until, waiting]) => ({
      ...{ kind: "load" as const, others: 3, busy: 0.7, waiting },
      ...{ fromNs: from * s, t: until * s },
    }));
    const times = { settleNs: 10 * s, expectNs: 10 * s, doneNs: 20 * s };
    const view = { loads, steps: new Map([["failover", times]]), startNs: 0, endNs: 60 * s };
    return view as unknown as RunView;
  }

  it.each([
    ["all the time", [[5, 25, 0.9]], true],
    [
      "for most of it",
      [
        [10, 19, 0.9],
        [19, 20, 0.1],
      ],
      true,
    ],
    [
      "for a moment",
      [
        [10, 19, 0.4],
        [19, 20, 1],
      ],
      false,
    ],
    [
      "before and after it",
      [
        [0, 10, 1],
        [10, 20, 0.4],
        [20, 30, 1],
      ],
      false,
    ],
    ["when nobody looked", [[0, 10, 1]], false],
  ] as const)("%s", (_, looks, crowded) => {
    expect(crowdedIn(viewWith(...looks), ["failover"], false)).toBe(crowded);
    expect(crowdedIn(viewWith(...looks), [], false)).toBe(false);
  });

  it("or whoever took the processors all along", () => {
    expect(crowdedIn(viewWith(), ["failover"], true)).toBe(true);
    expect(crowdedIn(viewWith(), [], true)).toBe(false);
  });
});
