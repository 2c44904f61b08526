import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { resolveBound } from "../../../cli/core/judge/bounds.ts";
import { endS, latestNs } from "../../../cli/core/judge/evidence.ts";
import type { Vrrp } from "../../../cli/technologies/keepalived/vrrp.ts";
import { viewOf } from "../../fixtures/kinds.ts";
import { atNs, type Seed, seeded, vrrp } from "../../fixtures/seeded.ts";
import { judged } from "../../fixtures/verdicts.ts";

describe("the tolerance of a bound", () => {
  it.each([
    [10_000, 0.05],
    [50_000, 0.13],
    [100_000, 0.23],
  ])("goes with the probe's interval: %s µs", (intervalUs, tolerance) => {
    const probe = { kind: "probe", probe: "slow", t0: atNs(0), intervalUs } as const;
    const check = { check: "lost", probe: "site", "at-most": 0 };
    const run = RunView.of(seeded({ check, also: [[0, probe]] }));
    const [step] = run.plan?.steps ?? [];
    const view = step && viewOf(run, step, "expect");
    expect(view && resolveBound({ formula: "vrrp-crash" }, view, "slow")).toMatchObject({
      tolerance,
    });
  });
});

describe("a formula's bound, and the most that the lab allows", () => {
  const outage = (lostS: number) => (second: number) =>
    second > 10 && second < 10 + lostS ? null : "web1";
  const crash = { check: "outage", probe: "site", within: { formula: "vrrp-crash" } };
  const slow = [vrrp(150, { advertS: 5 }), vrrp(100, { advertS: 5 })];

  it("ends at the limit, in what is shown as well", () => {
    const found = judged({ ...crash, limit: "3s" }, { answers: outage(2.8) });
    expect(found).toMatchObject({
      verdict: "pass",
      bound: { lo: 2.609, hi: 3, formula: "2A+skew .. 3A+skew, at most 3 s" },
    });
    const whole = judged({ ...crash, limit: "6s" }, { answers: outage(2.8) });
    expect(whole.bound).toMatchObject({ hi: 3.609, formula: "2A+skew .. 3A+skew" });
  });

  it.each([
    ["beyond it", 3.2, "3s", {}, "fail"],
    ["a moment beyond it, though the formula allows more", 3.02, "3s", {}, "fail"],
    ["within a bound that lies beyond it as a whole", 12, "6s", { vrrp: slow }, "fail"],
    ["within the limit, but before such a bound", 4, "6s", { vrrp: slow }, "fail"],
    ["within both", 2.9, "3s", {}, "pass"],
  ] as const)("%s: an outage of %s s, at most %s", (_, lostS, limit, seed, verdict) => {
    const found = judged({ ...crash, limit }, { ...seed, answers: outage(lostS) });
    expect(found.verdict, found.evidence.join("; ")).toBe(verdict);
  });

  it("nobody waits for what lies beyond the limit, whatever the daemons say", () => {
    const endOf = (vrrps: readonly Vrrp[], limitMs?: number) => {
      const run = RunView.of(seeded({ check: crash, vrrp: vrrps }));
      const [step] = run.plan?.steps ?? [];
      const view = step && viewOf(run, step, "expect");
      if (!view) throw new Error("the journal has no step");
      const spec = { formula: "vrrp-crash", ...(limitMs === undefined ? {} : { limitMs }) };
      return [endS(spec, view, "site"), (latestNs(spec, view, "site") - view.sinceNs) / 1e9];
    };
    const huge = [vrrp(150, { advertS: 40 }), vrrp(100, { advertS: 40 })];
    expect(endOf(huge, 6000)).toEqual([6, 6.05]);
    expect(endOf(huge)[0]).toBeGreaterThan(100);
    expect(endOf([vrrp(150), vrrp(100)], 6000)[0]).toBe(3.609);
  });

  it("is the limit also for who owns an address", () => {
    const owners: Seed["owners"] = [
      [0, "lb1", true],
      [10, "lb1", false],
      [13.4, "lb2", true],
    ];
    const check = { check: "owners", probe: "vip", within: { formula: "vrrp-crash" } };
    expect(judged(check, { owners }).verdict).toBe("pass");
    expect(judged({ ...check, limit: "3s" }, { owners })).toMatchObject({
      verdict: "fail",
      bound: { hi: 3 },
    });
  });
});
