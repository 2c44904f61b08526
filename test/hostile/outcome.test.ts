import { expect, it } from "vitest";
import type { HostileCase } from "./case.ts";
import { isUnclear, type Outcome, wrongWith, wrongWithHonest } from "./outcome.ts";

const check = { title: "one owner of vip", verdict: "fail", evidence: ["lb2 would not"] };

function outcome(more: Partial<Outcome> & { readonly document?: object } = {}): Outcome {
  const { document = report({}), ...rest } = more;
  return {
    exitCode: 1,
    stdout: `${JSON.stringify(document)}\n`,
    stderr: "",
    seconds: 60,
    hung: false,
    memoryMiB: 100,
    left: [],
    ...rest,
  };
}

function report(more: object): object {
  const steps = [
    { id: "steady", verdict: "fail", checks: [check] },
    { id: "failover", verdict: "pass", checks: [] },
  ];
  const figures = { verdict: "fail", points: 10, maxPoints: 100 };
  return { schema: "halab/report/1", ...figures, steps, ...more };
}

const wrongOne: HostileCase = {
  name: "x",
  dir: "",
  lab: "vrrp-failover",
  kind: "wrong",
  expect: { verdict: "fail", failing: ["steady"] },
  points: 10,
  says: "lb2 would not",
  source: "",
  why: "",
};
const refused: HostileCase = {
  ...wrongOne,
  kind: "refused",
  expect: { exit: 2, code: "CONFIG_INVALID" },
  says: "did not come up",
};
const error = { schema: "halab/error/1", code: "CONFIG_INVALID", message: "lb2 did not come up" };

const tell = (one: HostileCase, seen: Outcome, mostPoints = one.points) =>
  wrongWith(one, seen, { honestS: 60, mostPoints });

it("holds what comes as it must", () => {
  expect(tell(wrongOne, outcome())).toEqual([]);
  expect(tell(refused, outcome({ exitCode: 2, document: error }))).toEqual([]);
  const passed = { verdict: "pass", points: 100, steps: [] };
  expect(wrongWithHonest(outcome({ exitCode: 0, document: report(passed) }))).toEqual([]);
});

const twoSteps = (steady: string, failover: string) => ({
  steps: [
    { id: "steady", verdict: steady, checks: [check] },
    { id: "failover", verdict: failover, checks: [] },
  ],
});

const broken: Readonly<Record<string, [Partial<Outcome> & { document?: object }, RegExp]>> = {
  "points that were gained": [{ document: report({ points: 11 }) }, /^11 points, without .* 10$/],
  "another verdict": [{ exitCode: 0, document: report({ verdict: "pass" }) }, /^verdict pass/],
  "a step that passed": [{ document: report(twoSteps("pass", "fail")) }, /^did not fail: steady$/],
  "a step that nobody could judge": [
    { document: report(twoSteps("fail", "unknown")) },
    /^step failover is unknown$/,
  ],
  "an exit code": [{ exitCode: 3 }, /^exit code 3$/],
  "an error in place of a report": [{ exitCode: 3, document: error }, /^it ended with 3 /],
  "two documents": [{ stdout: "{}\n{}\n" }, /no JSON document/],
  "another document": [{ document: {} }, /neither a report nor an error/],
  "no sentence": [{ document: report(twoSteps("pass", "fail")) }, /^did not fail/],
  "a hang": [{ hung: true }, /^it hung$/],
  "a time over the budget": [{ seconds: 181 }, /^it took 181 s, honest 60 s$/],
  "commands for the terminal": [{ stderr: "\u001b[2J" }, /control characters/],
  "a flood": [{ stderr: "x".repeat(600_000) }, /^it printed 6/],
  memory: [{ memoryMiB: 900 }, /900 MiB/],
  "what is left": [{ left: ["container x"] }, /^left behind: container x$/],
};

it.each(Object.entries(broken))("finds %s", (_, [seen, said]) => {
  expect(tell(wrongOne, outcome(seen)).join("\n")).toMatch(new RegExp(said, "m"));
});

it("finds that nothing says why", () => {
  const silent = { ...wrongOne, says: "nothing like it" };
  expect(tell(silent, outcome())).toEqual([
    "nothing says /nothing like it/: steady: one owner of vip: lb2 would not",
  ]);
});

it("finds a case that was not refused, and one that was refused for something else", () => {
  expect(tell(refused, outcome()).join("\n")).toContain("not refused with CONFIG_INVALID");
  const other = { ...error, code: "NODE_FAILED" };
  expect(tell(refused, outcome({ exitCode: 3, document: other })).join("\n")).toContain(
    "it ended with 3 NODE_FAILED, not 2 CONFIG_INVALID",
  );
});

it("finds an honest run that lost points, and one without a report", () => {
  const lost = outcome({ document: report({ verdict: "pass", points: 90, steps: [] }) });
  expect(wrongWithHonest(lost)[0]).toMatch(/^pass 90\/100/);
  expect(wrongWithHonest(outcome({ exitCode: 3, document: error }))[0]).toMatch(/^CONFIG_INVALID/);
});

it("takes what nobody could judge for unclear, and no error", () => {
  expect(isUnclear(outcome({ document: report(twoSteps("pass", "unknown")) }))).toBe(true);
  expect(isUnclear(outcome())).toBe(false);
  expect(isUnclear(outcome({ document: error }))).toBe(false);
});
