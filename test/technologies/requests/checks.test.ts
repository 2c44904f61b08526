import { describe, expect, it } from "vitest";
import { graded } from "../../fixtures/kinds.ts";
import { outFrom, seeded } from "../../fixtures/seeded.ts";
import { checkOf, late, never, silent, table, unheard } from "../../fixtures/verdicts.ts";

/** Late for a while. */
const within = (from: number, to: number) => (second: number) =>
  second > from && second < to ? 90_000 : 50;

describe("balance, over two servers", () => {
  const only = (server: string) => () => server;
  table({ check: "balance", probe: "site", servers: { web1: 1, web2: 1 }, tolerance: 0.1 }, [
    ["even", "pass", {}],
    [
      "skewed within the tolerance",
      "pass",
      { answers: (_, k) => (k % 100 < 59 ? "web1" : "web2") },
    ],
    ["skewed beyond it", "fail", { answers: (_, k) => (k % 10 < 7 ? "web1" : "web2") }],
    ["one server only", "fail", { answers: only("web1") }],
    [
      "a stranger answers",
      "fail",
      { answers: (_, k) => (k === 1500 ? "lb9" : `web${(k % 2) + 1}`) },
    ],
    ["nobody answers", "fail", { answers: () => null }],
    ["too few requests to tell", "unknown", { heard: [19.8, 31] }],
    ["even, with a prober that was late", "pass", late],
    ["one server only, with a late one", "unknown", { ...late, answers: only("web1") }],
    ["nobody answers, with a late one", "unknown", { ...late, answers: () => null }],
    ...never,
    ...unheard,
  ]);
  table({ check: "balance", probe: "site", servers: { web1: 3, web2: 1 }, tolerance: 0.05 }, [
    ["by weight", "pass", { answers: (_, k) => (k % 4 < 3 ? "web1" : "web2") }],
    ["even, though the weights are not", "fail", {}],
  ]);
});

describe("served-by, one server within 2 s", () => {
  const until = (second: number) => (s: number, k: number) =>
    s < second ? `web${(k % 2) + 1}` : "web1";
  table({ check: "served-by", probe: "site", servers: ["web1"], within: "2s" }, [
    ["at once", "pass", { answers: until(10) }],
    ["just in time", "pass", { answers: until(12) }],
    ["too late", "fail", { answers: until(12.1) }],
    ["never", "fail", {}],
    ["nobody answers", "fail", { answers: outFrom(9, 99) }],
    [
      "a last answer of the other one at the end",
      "fail",
      { answers: (s) => (s > 19.9 ? "web2" : "web1") },
    ],
    ...never,
    ...silent,
  ]);
  table({ check: "served-by", probe: "site", servers: ["web1", "web2"], within: "2s" }, [
    ["both again", "pass", { answers: (s, k) => (s < 11 ? "web1" : `web${(k % 2) + 1}`) }],
    ["one of the two only", "fail", { answers: () => "web1" }],
  ]);
});

describe("impaired, within 2 s", () => {
  const everyOther = (from: number, to: number) => (s: number, k: number) =>
    s >= from && s < to && k % 2 === 0 ? null : "web1";
  table({ check: "impaired", probe: "site", within: "2s" }, [
    ["not at all", "pass", {}],
    ["every other request, in time", "pass", { answers: everyOther(10, 11.9) }],
    ["every other request, for too long", "fail", { answers: everyOther(10, 13) }],
    ["one late request", "fail", { answers: (s) => (s === 15 ? null : "web1") }],
    ["two of them, one after the other", "fail", { answers: outFrom(15, 15.03) }],
    ["still at the end", "fail", { answers: everyOther(10, 99) }],
    ...never,
    ...silent,
  ]);
});

describe("lost, at most 3", () => {
  table({ check: "lost", probe: "site", "at-most": 3 }, [
    ["none", "pass", {}],
    ["three", "pass", { answers: outFrom(12, 12.04) }],
    ["four", "fail", { answers: outFrom(12, 12.05) }],
    ["four, but before the fault", "pass", { answers: outFrom(8, 8.05) }],
    ["none, with a tenth sent late", "pass", { lateUs: within(12, 13) }],
    [
      "four, with a tenth sent late",
      "unknown",
      { lateUs: within(12, 13), answers: outFrom(15, 15.05) },
    ],
    ["none, with a third sent late", "unknown", { lateUs: within(12, 15.3) }],
    ...never,
    ...silent,
  ]);
});

describe("shorter-than an earlier step", () => {
  /** The step `s`, and before it a step `before` that was out from 1 s on. */
  function verdictOf(mine: number, theirs: number, played = true): string | undefined {
    const check = checkOf({ check: "shorter-than", probe: "site", step: "before" });
    const answers = (s: number, k: number) =>
      outFrom(1, 1 + theirs)(s, k) && outFrom(10, 10 + mine)(s, k);
    const events = seeded({
      check,
      answers,
      also: played
        ? [
            [0.5, { kind: "step", step: "before", phase: "expect" }],
            [4.5, { kind: "step", step: "before", phase: "done" }],
          ]
        : [],
    }).map((event) => {
      if (event.kind !== "run") return event;
      const [step] = event.plan.steps;
      const before = { ...step, id: "before", fault: null, expect: [] } as NonNullable<typeof step>;
      return { ...event, plan: { ...event.plan, steps: [before, ...event.plan.steps] } };
    });
    return graded(events).steps[1]?.checks[0]?.verdict;
  }
  it.each([
    ["shorter", 0.5, 3, true, "pass"],
    ["none, after one", 0, 3, true, "pass"],
    ["longer", 3, 0.5, true, "fail"],
    ["of the same length", 2, 2, true, "fail"],
    ["than a step that was not played", 0.5, 3, false, "unknown"],
  ])("%s", (_, mine, theirs, played, verdict) => {
    expect(verdictOf(mine, theirs, played)).toBe(verdict);
  });
  table({ check: "shorter-than", probe: "site", step: "nowhere" }, [
    ["than a step that does not exist", "unknown", {}],
    ...never,
  ]);
});
