import { describe, expect, it } from "vitest";
import type { Report } from "../../../cli/core/judge/report.ts";
import type { Verdict } from "../../../cli/core/kinds/verdict.ts";
import { decide, playedAgain, unclear } from "../../../cli/learn/incident/decide.ts";
import { drawFrom } from "../../../cli/learn/incident/draw.ts";
import { type Incident, keyOf } from "../../../cli/learn/incident/pool.ts";
import { makeReport } from "../../fixtures/report.ts";

/** Of the fixture's steps, the first so many. */
function report(...verdicts: readonly Verdict[]): Report {
  const { steps, ...rest } = makeReport();
  const judged = steps
    .slice(0, verdicts.length)
    .map((step, at) => ({ ...step, verdict: verdicts[at] ?? ("pass" as const) }));
  const verdict =
    (["fail", "unknown", "pass"] as const).find((one) => verdicts.includes(one)) ?? "pass";
  return { ...rest, verdict, steps: judged };
}

describe("whether an incident is mended", () => {
  it.each([
    ["the step fails as before", report("pass", "fail"), undefined, "broken", ["failover"]],
    ["the step could not be judged", report("pass", "unknown"), undefined, "unknown", ["failover"]],
    ["the step was not played", report("pass"), undefined, "unknown", []],
    ["one that it needs fails", report("fail", "pass"), undefined, "other", ["steady"]],
    ["it passes, and nobody asks for more", report("pass", "pass"), undefined, "mended", []],
    [
      "it passes, another one fails",
      report("pass", "pass"),
      report("pass", "pass", "fail"),
      "other",
      ["failback"],
    ],
    [
      "it passes, another one is unknown",
      report("pass", "pass"),
      report("pass", "pass", "unknown"),
      "unknown",
      ["failback"],
    ],
    ["all pass", report("pass", "pass"), report("pass", "pass", "pass"), "mended", []],
  ] as const)("%s", (_, part, whole, standing, ids) => {
    const decision = decide("failover", part, whole);
    expect(decision.standing).toBe(standing);
    expect(decision.steps.map(({ id }) => id)).toEqual(ids);
  });

  it("is not for a run that broke off", () => {
    const cut: Report = { ...report("pass", "pass"), verdict: "unknown" };
    expect(decide("failover", report("pass", "pass"), cut).standing).toBe("unknown");
  });
});

describe("what could not be judged", () => {
  it("is played again, unless something failed", () => {
    expect(unclear(report("pass", "unknown", "unknown"))).toEqual(["failover", "failback"]);
    expect(unclear(report("fail", "unknown"))).toEqual([]);
    expect(unclear(report("pass"))).toEqual([]);
  });

  it("counts as it was the last time", () => {
    const again = playedAgain(report("pass", "unknown", "unknown"), {
      ...report("pass"),
      steps: report("pass", "pass").steps.slice(1),
    });
    expect(again.steps.map(({ verdict }) => verdict)).toEqual(["pass", "pass", "unknown"]);
    expect(again.verdict).toBe("unknown");
    expect(playedAgain(report("unknown"), report("pass")).verdict).toBe("pass");
  });
});

describe("which incident it is", () => {
  const all = ["a", "b", "c", "d"].map((name, at): Incident => {
    const one = { kind: "mutant" as const, name, why: "", catches: "steady", cause: undefined };
    return {
      key: keyOf("lab", name),
      lab: "lab",
      title: "",
      number: at + 1,
      one: { ...one, unseen: undefined, sources: [] },
    };
  });
  const wish = { mended: new Set<string>(), random: () => 0 };

  it("is the same for the same seed, in whatever order they come", () => {
    const drawn = drawFrom(all, { ...wish, seed: 7 });
    expect(drawFrom(all.toReversed(), { ...wish, seed: 7, random: () => 0.9 })).toEqual(drawn);
    const many = new Set(
      Array.from({ length: 40 }, (_, seed) => drawFrom(all, { ...wish, seed }).key),
    );
    expect(many.size).toBe(all.length);
  });

  it("is one that was not mended yet, as long as there is one", () => {
    const [first, ...rest] = all;
    const mended = new Set(rest.map(({ key }) => key));
    for (const random of [() => 0, () => 0.99])
      expect(drawFrom(all, { mended, random })).toEqual(first);
    expect(
      drawFrom(all, { mended: new Set(all.map(({ key }) => key)), random: () => 0.99 }),
    ).toBeDefined();
  });

  it("is the one with the number", () => {
    expect(drawFrom(all, { ...wish, number: 3 }).one.name).toBe("c");
    expect(() => drawFrom(all, { ...wish, number: 9 })).toThrow("there is no incident 9: 1 to 4");
    expect(() => drawFrom([], wish)).toThrow("this lab has no incidents");
  });
});
