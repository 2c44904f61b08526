import { describe, expect, it } from "vitest";
import { decide, playAgain, type TryRecord } from "../../../cli/grading/grade/fair.ts";

function tried(outcome: TryRecord["outcome"], rest: Partial<TryRecord> = {}): TryRecord {
  const fixed = { attempt: 1, said: `${outcome} of a test`, failed: [], run: null };
  return { ...fixed, outcome, beside: 0, short: false, crowded: false, tookMs: 1, ...rest };
}

const crowded = { crowded: true, beside: 3 };

describe("a submission is played again", () => {
  it.each([
    ["nothing was played", [], false],
    ["it passed", [tried("pass", crowded)], false],
    ["it failed on a quiet machine", [tried("fail")], false],
    ["it failed on a crowded machine", [tried("fail", crowded)], true],
    ["it did not start on a quiet machine", [tried("cannot start")], false],
    ["it did not start on a crowded machine", [tried("cannot start", crowded)], true],
    ["it could not be judged", [tried("unknown")], true],
    ["the host broke it off", [tried("host")], true],
    ["it hung", [tried("out of time")], false],
    ["it was unclear three times", [1, 2, 3].map(() => tried("unknown")), false],
  ] as const)("or not when %s", (_, tries, again) => {
    expect(playAgain(tries)).toBe(again);
  });
});

describe("what tries are worth together", () => {
  it("is the last one's", () => {
    expect(decide([tried("unknown"), tried("pass")])).toEqual({ verdict: "pass", reason: null });
    expect(decide([tried("fail", crowded), tried("pass")]).verdict).toBe("pass");
    expect(decide([tried("host"), tried("fail")])).toEqual({ verdict: "fail", reason: null });
  });

  it("is no grade where nobody could tell, and says why", () => {
    const unknown = [1, 2, 3].map(() => tried("unknown"));
    expect(decide(unknown)).toEqual({
      verdict: "not gradable",
      reason: "it could not be judged, 3 times: unknown of a test",
    });
    for (const outcome of ["host", "out of time"] as const)
      expect(decide([tried(outcome)]).verdict).toBe("not gradable");
    expect(decide([]).verdict).toBe("not gradable");
  });

  it("is a fail on a machine that was always crowded only if each time the same failed", () => {
    const same = [1, 2, 3].map(() => tried("fail", { ...crowded, failed: ["failover"] }));
    expect(decide(same).verdict).toBe("fail");
    const other = [...same.slice(0, 2), tried("fail", { ...crowded, failed: ["frozen"] })];
    expect(decide(other).verdict).toBe("not gradable");
  });

  it("tells why what does not start does not", () => {
    expect(decide([tried("cannot start")])).toEqual({
      verdict: "fail",
      reason: "cannot start of a test",
    });
  });
});
