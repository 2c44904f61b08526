import { describe, expect, it } from "vitest";
import {
  caseLines,
  closingLines,
  exitCodeFor,
  labRows,
} from "../../../cli/core/run/case-summary.ts";
import type { CaseResult } from "../../../cli/core/run/play-cases.ts";
import { wrap } from "../../../cli/ui/output.ts";

describe("what is said of cases", () => {
  const result = (name: string, rest: Partial<CaseResult> = {}): CaseResult => ({
    lab: "small",
    kind: "mutant",
    name,
    said: "fail in step failover",
    wrong: undefined,
    tries: 1,
    before: [],
    beside: 3,
    tookMs: 31_400,
    dir: "runs/1",
    ...rest,
  });
  const again = result("busy", {
    tries: 2,
    before: [{ said: "unknown in step steady", dir: "runs/0" }],
  });
  const lives = result("lives", { wrong: "step failover must be the first to fail, but ..." });

  it("each is a line, and below it what has to be looked at", () => {
    expect(caseLines(result("late"), "3/5")).toEqual([
      "ok   3/5 small/late: fail in step failover, 31 s",
    ]);
    expect(caseLines(again, "4/5")).toEqual([
      "ok   4/5 small/busy: fail in step failover, 31 s",
      "     played again alone; before: unknown in step steady",
    ]);
    expect(caseLines({ ...lives, before: again.before }, "5/5")).toEqual([
      "FAIL 5/5 small/lives: step failover must be the first to fail, but ..., 31 s",
      "     played again alone; before: unknown in step steady",
      "     runs/0",
      "     runs/1",
    ]);
  });

  it("each lab is a row", () => {
    expect(labRows([result("late"), again, lives, result("x", { lab: "other" })])).toEqual([
      ["FAIL", "small", "-", "-", "-", "2/3", "1", "94 s"],
      ["ok", "other", "-", "-", "-", "1/1", "-", "31 s"],
    ]);
  });

  it("in the end nothing is hidden", () => {
    expect(closingLines([result("late"), again, lives], 65_000)).toEqual([
      "FAIL small/lives: step failover must be the first to fail, but ...",
      "2 of 3 cases did what they must, in 1 min 5 s, up to 4 at a time (1 min 34 s one by one)",
      "1 of them was played again alone:",
      "  small/busy: unknown in step steady; then fail in step failover",
      "to play what failed again: halab lab test small --only lives",
    ]);
    expect(closingLines([result("late", { beside: 0 })], 31_400)).toEqual([
      "1 of 1 cases did what they must, in 31 s",
    ]);
  });

  it.each([
    ["all right", [result("a")], 0],
    ["one wrong", [result("a"), lives], 1],
    ["files that do not start", [{ ...lives, error: "CONFIG_INVALID" as const }], 1],
    ["a node that refuses", [{ ...lives, error: "NODE_REFUSED" as const }], 1],
    ["no room on this machine", [{ ...lives, error: "CAPABILITY_MISSING" as const }], 3],
    ["both", [{ ...lives, error: "CAPABILITY_MISSING" as const }, lives], 1],
  ])("the exit code tells %s", (_, results, code) => {
    expect(exitCodeFor(results)).toBe(code);
  });
});

describe("a line that is too long for the terminal", () => {
  it.each([
    ["ok   1/2 a/b: pass", 80, 5, "ok   1/2 a/b: pass"],
    ["ok   1/2 a/b: fail in step c", 20, 5, "ok   1/2 a/b: fail\n     in step c"],
    ["     runs/1 and more", 15, 5, "     runs/1 and\n     more"],
    ["one\ntwo", 80, 0, "one two"],
  ])("%j goes on below itself", (text, max, indent, expected) => {
    expect(wrap(text, max, indent)).toBe(expected);
  });
});
