import { describe, expect, it } from "vitest";
import type { Verdict } from "../../../../cli/core/kinds/verdict.ts";
import type { CaseResult } from "../../../../cli/core/run/play-cases.ts";
import { checksSaid, seenInstead } from "../../../../cli/core/run/proof/checks.ts";
import { repeatedLines } from "../../../../cli/core/run/proof/repeat.ts";
import { scoreLines, scoresOf } from "../../../../cli/core/run/proof/score.ts";
import { makeReport } from "../../../fixtures/report.ts";

/** Two steps with two checks each; what each said, in that order. */
function result(name: string, verdicts: readonly Verdict[], rest: Partial<CaseResult> = {}) {
  const places = [
    ["one", 0],
    ["one", 1],
    ["two", 0],
    ["two", 1],
  ] as const;
  const checks = places.map(([step, at], index) => {
    return { step, at, title: `check ${index}`, verdict: verdicts[index] ?? "unknown", seen: "" };
  });
  const whole: CaseResult = {
    ...{ lab: "small", kind: "mutant", name, said: "fail in step one", wrong: undefined },
    ...{ tries: 1, before: [], beside: 0, tookMs: 1, dir: "", checks },
  };
  return { ...whole, ...rest };
}

const solution = result("solution", ["pass", "pass", "pass", "pass"], { kind: "solution" });
const failsTwo = result("a", ["fail", "fail"]);
const failsFirst = result("b", ["fail", "pass"]);
const failsThird = result("c", ["pass", "pass", "fail", "pass"]);

describe("the score of a lab", () => {
  it("names checks without which every mutant is still caught", () => {
    expect(scoresOf([solution, failsTwo, failsFirst, failsThird])).toEqual([
      {
        lab: "small",
        mutants: 3,
        caught: 3,
        needless: [
          { step: "one", title: "check 1", fails: true },
          { step: "two", title: "check 3", fails: false },
        ],
      },
    ]);
  });

  it("counts no mutant that lives, and nothing that it failed later", () => {
    const lives = result("d", ["pass", "fail"], { wrong: "step two must be the first to fail" });
    const both = result("e", ["fail", "pass", "fail", "pass"]);
    const [score] = scoresOf([solution, lives, both]);
    expect(score).toMatchObject({ mutants: 2, caught: 1 });
    expect(score?.needless.map(({ title }) => title)).toEqual(["check 1", "check 2", "check 3"]);
  });

  it("is said in a line, of a single lab with its checks", () => {
    const scores = scoresOf([solution, failsTwo, failsFirst, failsThird]);
    expect(scoreLines(scores)).toEqual([
      "small: 3 of 3 mutants caught (100 %), 2 checks that no mutant needs",
      "  one: check 1 (others fail with it)",
      "  two: check 3 (no mutant fails it)",
    ]);
    expect(scoreLines([...scores, ...scores])).toHaveLength(2);
    expect(scoresOf([solution])).toEqual([]);
  });
});

describe("cases that are played several times", () => {
  it("are counted by what they gave", () => {
    const other = { ...failsFirst, said: "fail in step two" };
    expect(repeatedLines([failsFirst, failsFirst, failsFirst])).toEqual({
      lines: ["ok   small/b: 3 x fail in step one", "every case gave the same each time"],
      differing: 0,
    });
    expect(repeatedLines([failsFirst, failsFirst, other, failsThird])).toEqual({
      lines: [
        "FAIL small/b: 2 x fail in step one; 1 x fail in step two",
        "ok   small/c: 1 x fail in step one",
        "1 of 2 cases differ from time to time",
      ],
      differing: 1,
    });
  });
});

describe("what was seen of a mutant that lives", () => {
  it("is what each check of its step measured, and what it asks for", () => {
    const lines = seenInstead(makeReport(), "failover");
    expect(lines[0]).toMatch(/^failover: .*: pass \(\d.* s, asked for: .* s\)$/);
    expect(lines.every((line) => line.startsWith("failover: "))).toBe(true);
  });

  it("and of the step that failed in its place", () => {
    const report = makeReport();
    const [first, ...rest] = report.steps;
    if (!first) throw new Error("no steps");
    const early = { ...report, steps: [{ ...first, verdict: "fail" as const }, ...rest] };
    const steps = seenInstead(early, "failover").map((line) => line.split(":")[0]);
    expect([...new Set(steps)]).toEqual([first.id, "failover"]);
    expect(checksSaid(report).length).toBeGreaterThan(report.steps.length);
  });
});
