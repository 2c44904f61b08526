import { describe, expect, it } from "vitest";
import { failuresText, howFailed } from "../../../cli/core/journal/failures.ts";
import type { Report } from "../../../cli/core/judge/report.ts";
import { graded } from "../../fixtures/kinds.ts";
import { outFrom, type Seed, seeded } from "../../fixtures/seeded.ts";
import { checkOf, judged } from "../../fixtures/verdicts.ts";

const lost = checkOf({ check: "lost", probe: "site", "at-most": 0 });
const owners = { ...checkOf({ check: "owners", probe: "vip", owner: "lb1" }), points: 0 };

function reportOf(seed: Partial<Seed>): Report {
  return graded(seeded({ check: lost, ...seed }));
}

describe("a check without points", () => {
  it("that fails takes what the step would have earned, and says so", () => {
    const seed = { owners: [[0, "lb2", true]] as const, others: [owners] };
    const [step] = reportOf(seed).steps;
    expect(step).toMatchObject({ verdict: "fail", points: 0, maxPoints: 10 });
    expect(step?.checks[0]).toMatchObject({ verdict: "pass", points: 0 });
    expect(step?.checks[0]?.evidence.at(-1)).toContain("(owners)");
  });

  it("that passes, or cannot tell, takes nothing", () => {
    expect(reportOf({ others: [owners] }).steps[0]).toMatchObject({ verdict: "pass", points: 10 });
    const blind = { others: [owners], watch: [[9, false]] as const };
    expect(reportOf(blind).steps[0]).toMatchObject({ verdict: "unknown", points: 10 });
  });
});

describe("a run that was cancelled", () => {
  const fast = checkOf({ check: "outage", probe: "site", within: { formula: "vrrp-crash" } });

  it("says in which step, and judges nothing that was not over", () => {
    const report = reportOf({ check: fast, played: "expect", fault: "effect", end: "cancelled" });
    expect(report).toMatchObject({
      verdict: "unknown",
      early: { reason: "cancelled", text: "cancelled in step 1 (s)" },
    });
    expect(report.steps[0]?.checks[0]).toMatchObject({
      verdict: "unknown",
      evidence: ["cancelled in step 1 (s)"],
    });
    expect(report.steps[0]?.fault?.healing).toContain("cancelled in step 1 (s)");
  });

  it("says it of steps that were not played", () => {
    const report = reportOf({ played: "no", fault: "none", end: "cancelled" });
    expect(report.early?.text).toBe("cancelled before its first step");
    expect(report.steps[0]?.checks[0]?.evidence[0]).toContain("cancelled before its first step");
  });

  it("keeps the verdict of phases that were over", () => {
    const seed = { played: "mended", fault: "healed", end: "broke-off" } as const;
    expect(reportOf(seed).steps[0]).toMatchObject({ verdict: "unknown", points: 10 });
  });
});

describe("a fault that is meant for whoever holds an address", () => {
  const meant = "owner-of vip";
  const held = (...nodes: string[]) => nodes.map((node) => [0, node, true] as const);

  it.each<[string, Partial<Seed>, string]>([
    ["hits the owner", { owners: held("lb1") }, "pass"],
    ["hits one of two owners", { owners: held("lb1", "lb2") }, "pass"],
    ["hits another", { owners: held("lb2") }, "fail"],
    ["comes while nobody holds it", { owners: [[0, "lb1", false]] }, "fail"],
    ["comes while nobody sees who", { owners: held("lb2"), watch: [[2, false]] }, "unknown"],
    [
      "comes when somebody sees again",
      {
        watch: [
          [2, false],
          [3, true],
        ],
      },
      "pass",
    ],
  ])("%s", (_, seed, verdict) => {
    const [step] = reportOf({ meant, ...seed }).steps;
    expect(step).toMatchObject({ verdict, points: verdict === "pass" ? 10 : 0 });
    if (verdict === "fail") expect(step?.checks[0]?.evidence[0]).toMatch(/^the fault is meant for/);
  });

  it("and could not be made because nobody holds it is the cluster's own trouble", () => {
    const seed = { meant, fault: "failed", owners: [[0, "lb1", false]] } as const;
    expect(reportOf(seed).steps[0]).toMatchObject({ verdict: "fail", points: 0 });
    expect(reportOf({ ...seed, owners: held("lb1") }).steps[0]).toMatchObject({
      verdict: "unknown",
    });
  });
});

describe("a node that does not come up with its student's files", () => {
  const fault = { kind: "fault", id: "f", step: "s", fault: "power-off", title: "t" } as const;
  const failed = { ...fault, nodes: ["lb1"], phase: "failed", evidence: ["no"] } as const;

  it.each([
    [true, "fail"],
    [undefined, "unknown"],
  ] as const)("theirs: %s, the step is %s", (theirs, verdict) => {
    const event = theirs ? ({ ...failed, theirs } as const) : failed;
    const seed: Partial<Seed> = { fault: "effect", mended: true, also: [[20, event]] };
    expect(reportOf(seed).steps[0]).toMatchObject({ verdict, points: 0 });
  });
});

describe("a fault that is not healed because of its student's files", () => {
  it("takes all points where no check says so, and is said", () => {
    const fault = { kind: "fault", id: "f", step: "s", fault: "power-off", title: "t" } as const;
    const failed = { ...fault, nodes: ["lb1"], phase: "failed", evidence: ["no"] } as const;
    const also: Seed["also"] = [[20, { ...failed, theirs: true }]];
    const [step] = reportOf({ fault: "effect", also }).steps;
    expect(step).toMatchObject({ verdict: "fail", points: 0, maxPoints: 10 });
    expect(step?.checks[0]).toMatchObject({ verdict: "pass", points: 0 });
    expect(step?.checks[0]?.evidence.at(-1)).toBe("no points: the fault was not healed: no");
  });
});

describe("a fault that a step leaves in", () => {
  it("and that is not healed when the step is long over takes nothing from it", () => {
    const fault = { kind: "fault", id: "f", step: "s", fault: "power-off", title: "t" } as const;
    const failed = { ...fault, nodes: ["lb1"], phase: "failed", evidence: ["no"] } as const;
    const also: Seed["also"] = [[30, { ...failed, theirs: true }]];
    const [step] = reportOf({ fault: "effect", heal: false, also }).steps;
    expect(step).toMatchObject({ verdict: "pass", points: 10, maxPoints: 10 });
  });
});

describe("shorter-than", () => {
  const check = { check: "shorter-than", probe: "site", step: "s" };
  it("is no praise for a service that never came back", () => {
    expect(judged(check, { answers: outFrom(10, 99) })).toMatchObject({ verdict: "fail" });
  });
});

describe("how requests failed", () => {
  it.each([
    ["bad", "503", "HTTP 503"],
    ["bad", "<html><body><h1>503", "HTTP 503"],
    ["bad", "<html>", "a bad answer"],
    ["bad", "app1", "a bad answer"],
    ["bad", "SERVFAIL", "SERVFAIL"],
    ["timeout", "-", "timed out"],
    ["refused", "-", "refused"],
  ] as const)("%s %s: %s", (outcome, said, words) => {
    expect(howFailed(outcome, said)).toBe(words);
  });

  it("is counted, the most frequent first", () => {
    const how = new Map([["HTTP 503", 500]]);
    expect(failuresText(how)).toBe("500 x HTTP 503");
    const [step] = reportOf({ answers: outFrom(10, 12) }).steps;
    expect(step?.impact).toMatchObject({ lost: 199, how: { "timed out": 199 } });
    expect(step?.checks[0]?.evidence[0]).toBe("199 of 1001 requests were lost (199 x timed out)");
  });
});
