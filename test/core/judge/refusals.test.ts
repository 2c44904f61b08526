import { describe, expect, it } from "vitest";
import { graded } from "../../fixtures/kinds.ts";
import { seeded } from "../../fixtures/seeded.ts";

const refusal = (second: number) =>
  [second, { kind: "refusal", node: "lb2", why: "the agent of lb2 ended" }] as const;
const up = (second: number) => [second, { kind: "node", node: "lb2", state: "up" }] as const;
const check = { check: "lost", probe: "site", "at-most": 0, points: 5 };

describe("a student's node that would not be examined", () => {
  it("makes the step fail that would have passed, and says since when and why", () => {
    const report = graded(seeded({ check, also: [refusal(12)] }));
    expect(report).toMatchObject({ verdict: "fail", points: 0 });
    expect(report.steps[0]).toMatchObject({ verdict: "fail", points: 0, maxPoints: 5 });
    expect(report.steps[0]?.checks[0]?.evidence).toContain(
      "lb2, the student's, would not be examined from 12.0 s on: the agent of lb2 ended",
    );
  });

  it.each([
    ["a fault that could not be made", { fault: "failed" as const }],
    ["a watch that went blind", { watch: [[11, false]] as const }],
    ["a prober that was not heard", { heard: [0, 0] as const }],
  ])("gains nothing by %s: no unknown", (_, more) => {
    expect(graded(seeded({ check, ...more, also: [refusal(9)] })).verdict).toBe("fail");
  });

  it("is forgiven once it is up again: the next step is judged as if nothing had been", () => {
    const report = graded(seeded({ check, also: [refusal(1), up(3)] }));
    expect(report).toMatchObject({ verdict: "pass", points: 5 });
  });

  it("costs no step that was not played", () => {
    const report = graded(seeded({ check, played: "no", also: [refusal(1)] }));
    expect(report.steps[0]?.verdict).toBe("unknown");
  });
});
