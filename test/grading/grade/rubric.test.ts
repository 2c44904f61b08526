import { describe, expect, it } from "vitest";
import type { Finding } from "../../../cli/core/diagnose/diagnose.ts";
import {
  loadRubric,
  noRubric,
  type Rubric,
  requirePoints,
  rubricFile,
  staticPoints,
  unplayed,
  weighed,
} from "../../../cli/grading/grade/rubric.ts";
import { labDir, openDir } from "../../fixtures/labs.ts";
import { TempDir } from "../../fixtures/temp.ts";

const plan = (await openDir(labDir("small"))).plan;

function load(text: string) {
  using dir = new TempDir({ "rubric.yaml": text });
  return loadRubric(`${dir.path}/rubric.yaml`, plan);
}

const step = { title: "A step", fault: null, checks: [], impact: null, startAt: 0, endAt: 1 };
const report = {
  steps: [
    { ...step, id: "steady", verdict: "fail", points: 1, maxPoints: 3, protocolTime: 0 },
    { ...step, id: "goodbye", verdict: "pass", points: 0, maxPoints: 0, protocolTime: 0 },
  ],
} as const;

function finding(rule: string, severity: Finding["severity"]): Finding {
  const texts = { title: "", because: "", see: "", source: "", hints: [] };
  return { ...texts, rule, severity, where: [], breaks: [], followsFrom: null };
}

function earned(findings: readonly Finding[] | undefined, rubric: Rubric) {
  return staticPoints(findings && { plan, findings }, { plan, rubric });
}

describe("a rubric", () => {
  it("weighs a lab's steps anew, and leaves those alone that it does not name", () => {
    const rubric = load("steps: { steady: 10, goodbye: 5 }");
    expect(weighed(report, rubric).map(({ points, maxPoints }) => [points, maxPoints])).toEqual([
      [3.33, 10],
      [5, 5],
    ]);
    expect(weighed(report, noRubric).map(({ points }) => points)).toEqual([1, 0]);
    expect(unplayed(plan, rubric).map(({ maxPoints }) => maxPoints)).toEqual([10, 2, 1, 5]);
  });

  it("gives points for files in which its rules find nothing", () => {
    const rubric = load(
      "static: [{ title: VRRP, rules: ['keepalived/*'], points: 4 }, { title: VRID, rules: [keepalived/vrid-differs], points: 2 }]",
    );
    expect(earned([], rubric)).toEqual({ points: 6, maxPoints: 6 });
    const found = [finding("keepalived/equal-priorities", "error")];
    expect(earned(found, rubric)).toEqual({ points: 2, maxPoints: 6 });
    expect(earned([finding("keepalived/vrid-differs", "hint")], rubric).points).toBe(6);
    expect(earned(undefined, rubric)).toEqual({ points: 0, maxPoints: 6 });
  });

  it.each([
    ["steps: { stedy: 1 }", /no step "stedy" \(did you mean "steady"\?\)/],
    ["static: [{ title: x, rules: [keepalive/*], points: 1 }]", /no rule "keepalive\/\*"/],
    ["static: [{ title: x, points: 1 }]", /must name rules or files/],
    ["static: [{ title: x, files: ['c:/etc/x'], points: 1 }]", /not NODE:PATH of a node/],
    ["steps: { steady: -1 }", /steps.steady/],
    ["weights: {}", /weights/],
    ["steps: [", /rubric.yaml: /],
  ])("is refused with its mistakes: %s", (text, said) => {
    expect(() => load(text)).toThrow(said);
  });

  it("is asked for where a lab gives nothing: 0 of 0 is no grade", () => {
    expect(() => requirePoints(plan, noRubric)).not.toThrow();
    const nothing = load("steps: { steady: 0, failover: 0, failback: 0, goodbye: 0 }");
    expect(() => requirePoints(plan, nothing)).toThrow("gives no points");
  });

  it("is the same when it is read back", () => {
    const rubric = load("steps: { steady: 10 }");
    expect(rubricFile.parse(JSON.parse(JSON.stringify(rubric)))).toEqual(rubric);
  });
});
