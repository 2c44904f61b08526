import { describe, expect, it } from "vitest";
import type { Graded } from "../../cli/grading/sheet.ts";
import { wrongWithHonestRow, wrongWithRow } from "./gained.ts";

function row(over: Partial<Graded> = {}): Graded {
  const step = (id: string, points: number) => {
    const verdict = points === 10 ? "pass" : "fail";
    return { id, title: id, verdict, points, maxPoints: 10 };
  };
  const steps = [step("steady", 10), step("failover", 0)];
  const rest = { same: null, report: null, firstCause: null, reason: null };
  const fixed = {
    id: "one",
    maxPoints: 20,
    static: { points: 0, maxPoints: 0 },
    tries: 1,
    ...rest,
  };
  return { ...fixed, verdict: "fail", points: 10, steps, ...over };
}

const one = {
  name: "one",
  dir: "",
  lab: "vrrp-failover",
  kind: "wrong" as const,
  expect: { verdict: "fail" as const, failing: ["failover"] },
  says: "",
  source: "",
  why: "",
};

describe("a hostile row", () => {
  it("is well with a reason and no more points than without the trick", () => {
    expect(wrongWithRow({ ...one, points: 10 }, { row: row(), twin: undefined })).toEqual([]);
    expect(wrongWithRow({ ...one, twin: "t" }, { row: row(), twin: row() })).toEqual([]);
  });
  it("is not when it gained points as far as its last step", () => {
    const seen = { row: row(), twin: undefined };
    const early = { ...one, points: 9, until: "steady" };
    expect(wrongWithRow(early, seen)).toEqual(["10 points, without the trick 9"]);
    const twin = row({ points: 5, steps: [] });
    expect(wrongWithRow({ ...one, twin: "t" }, { row: row(), twin })).toEqual([
      "10 points, without the trick 5",
    ]);
  });
  it("is not when it passed, is missing, or nobody says why", () => {
    const passed = row({ verdict: "pass" });
    expect(wrongWithRow(one, { row: passed, twin: undefined })).toEqual(["it passed"]);
    expect(wrongWithRow(one, { row: undefined, twin: undefined })).toEqual([
      "it is not in the sheet",
    ]);
    const silent = row({ steps: [], verdict: "not gradable", points: null });
    expect(wrongWithRow(one, { row: silent, twin: undefined })).toEqual(["nothing says why"]);
  });
  it("may pass where it is right for those who grade", () => {
    const passed = row({ verdict: "pass", points: 20, steps: [] });
    const folder = { ...one, kind: "refused" as const };
    expect(wrongWithRow({ ...folder, graded: "right" }, { row: passed, twin: undefined })).toEqual(
      [],
    );
    expect(wrongWithRow(folder, { row: passed, twin: undefined })).not.toEqual([]);
  });
  it("has nothing but its static points where it is refused", () => {
    const refused = { ...one, kind: "refused" as const };
    expect(wrongWithRow(refused, { row: row(), twin: undefined })).toEqual([
      "10 points for what is refused",
    ]);
  });
});

it("an honest row has all points", () => {
  const good = row({ verdict: "pass", points: 20 });
  expect(wrongWithHonestRow(good)).toEqual([]);
  expect(wrongWithHonestRow(row())).toEqual(["fail 10/20: see its report"]);
});
