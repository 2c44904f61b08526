import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { grade } from "../../../cli/core/judge/grade.ts";
import { graded, kinds, viewOf } from "../../fixtures/kinds.ts";
import { outFrom, type Seed } from "../../fixtures/seeded.ts";
import { foundIn, readyAt, tableOf } from "../../fixtures/verdicts.ts";
import { bind, eventsOf, inForce, third, www } from "../../fixtures/www.ts";

describe("failing, a third", () => {
  const check = { check: "failing", probe: "site", share: 0.333, during: "4s" };
  tableOf((spec, seed: Partial<Seed>) => foundIn(eventsOf(spec, seed)))(check, [
    ["a third, to the end", "pass", { answers: third(10, 21) }],
    ["none", "fail", {}],
    ["all", "fail", { answers: outFrom(10, 21) }],
    ["a third, but it passes", "fail", { answers: third(10, 17.5) }],
    ["too few requests", "unknown", { heard: [0, 10.2] }],
    ["a prober that was late", "unknown", { answers: third(10, 21), lateUs: () => 90_000 }],
    ["a fault without effect", "unknown", { answers: third(10, 21), fault: "failed" }],
    ["a step that was not played", "unknown", { answers: third(10, 21), played: "no" }],
  ]);

  it("is watched for as long as it says, and that is time that the lab asks for", () => {
    const events = eventsOf(check, { answers: third(10, 21) });
    const ready = [11, 13.5, 14.5].map((second) => readyAt(events, second));
    expect(ready).toEqual([false, false, true]);
    expect(graded(events).steps[0]?.protocolTime).toBe(4);
  });
});

describe("impaired, with a limit that is shorter than the formula", () => {
  it("is not waited for beyond the limit", () => {
    const check = { check: "impaired", probe: "site", within: { formula: "dns-ttl" }, limit: "3s" };
    const also = inForce({ web1: bind({ [www]: 3600 }), web2: bind({}) });
    const run = RunView.of(eventsOf(check, { answers: third(10, 31), also }));
    const step = run.plan?.steps[0];
    const view = step && viewOf(run, step, "expect");
    expect(view && kinds.checks.get("impaired")?.ready(step?.expect[0] ?? {}, view)).toBe(true);
    expect(grade(run, kinds).steps[0]?.checks[0]).toMatchObject({ verdict: "fail" });
  });
});
