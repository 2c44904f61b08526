import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { isWithin, resolveBound } from "../../../cli/core/judge/bounds.ts";
import type { BoundSpec } from "../../../cli/core/kinds/values.ts";
import type { Bound } from "../../../cli/core/kinds/verdict.ts";
import type { BalancerChecks } from "../../../cli/technologies/haproxy/checks.ts";
import { skewS } from "../../../cli/technologies/keepalived/master-down.ts";
import type { Vrrp } from "../../../cli/technologies/keepalived/vrrp.ts";
import { inForce, viewOf } from "../../fixtures/kinds.ts";
import { type Seed, seeded, vrrp } from "../../fixtures/seeded.ts";

const slow = {
  checked: true,
  interS: 0.5,
  fastinterS: 0.2,
  downinterS: 0.5,
  fall: 2,
  rise: 2,
  timeoutS: 0.5,
};

const tracked = (detectS: number, returnS: number): Partial<Vrrp> => ({
  trackers: [{ kind: "script", name: "t", detectS, returnS, weight: 0 }],
});

describe("bounds", () => {
  it.each([
    [2, 100, 1, 0.609],
    [2, 150, 1, 0.414],
    [2, 254, 1, 0.008],
    [2, 100, 0.2, 0.609],
    [3, 100, 0.2, 0.122],
    [3, 100, 1, 0.609],
  ] as const)(
    "skew of version %s, priority %s, advert %s s is %s s",
    (version, priority, advert, skew) => {
      expect(skewS(version, priority, advert)).toBeCloseTo(skew, 3);
    },
  );

  function bound(
    spec: BoundSpec,
    seed: Partial<Seed> = {},
    balancer: BalancerChecks | null = null,
  ): Bound | string {
    const check = { check: "lost", probe: "site", "at-most": 0 };
    const also: Seed["also"] = balancer ? [[1, inForce("lb9", "haproxy", balancer)]] : [];
    const run = RunView.of(seeded({ check, ...seed, also }));
    const step = run.plan?.steps[0];
    const view = step && viewOf(run, step, seed.mended ? "mended" : "expect");
    return view ? resolveBound(spec, view, "vip") : "no view";
  }

  const v3 = [vrrp(150, { version: 3, advertS: 0.2 }), vrrp(100, { version: 3, advertS: 0.2 })];
  const delayed = [vrrp(150, { preemptDelayS: 5 }), vrrp(100)];
  const patient = [vrrp(150), vrrp(100, { downTimerAdverts: 5 })];
  const table: readonly [string, string, number, number, Partial<Seed>, typeof slow?][] = [
    ["vrrp-crash", "v2, A = 1, P = 100", 2.609, 3.609, {}],
    [
      "vrrp-crash",
      "v2, A = 3",
      6.609,
      9.609,
      { vrrp: [vrrp(150, { advertS: 3 }), vrrp(100, { advertS: 3 })] },
    ],
    ["vrrp-crash", "v3, A = 0.2", 0.522, 0.722, { vrrp: v3 }],
    [
      "vrrp-crash",
      "v3 learns A from the master",
      2.609,
      3.609,
      { vrrp: [vrrp(150, { version: 3 }), vrrp(100, { version: 3, advertS: 5 })] },
    ],
    ["vrrp-crash", "down_timer_adverts 5", 4.609, 5.609, { vrrp: patient }],
    ["vrrp-stop", "v2", 0, 0.609, {}],
    ["vrrp-stop", "v3", 0, 0.122, { vrrp: v3 }],
    ["vrrp-preempt", "v2, P = 150", 0, 3.414, {}],
    ["vrrp-preempt", "preempt_delay 5", 0, 9.414, { vrrp: delayed }],
    ["vrrp-reunite", "v2", 0, 1, {}],
    ["vrrp-reunite", "v3", 0, 0.2, { vrrp: v3 }],
    ["vrrp-track", "a script every 2 s", 0, 5.609, { vrrp: [vrrp(150, tracked(2, 1)), vrrp(100)] }],
    ["vrrp-return", "noticed after 1 s", 0, 4.414, { vrrp: [vrrp(150, tracked(2, 1)), vrrp(100)] }],
    ["server-down", "inter 0.5, fastinter 0.2, fall 2, timeout 0.5", 0, 1.7, {}, slow],
    ["server-up", "downinter 0.5, rise 2", 0, 1.7, {}, slow],
  ];
  it.each(table)("%s, %s: %s .. %s s", (formula, _, lo, hi, seed, balancer) => {
    expect(bound({ formula }, seed, balancer)).toMatchObject({ lo, hi, tolerance: 0.05 });
  });

  it("may be widened, and say so", () => {
    expect(bound({ formula: "vrrp-stop", plus: 200 })).toMatchObject({
      hi: 0.809,
      formula: "0 .. skew + 0.2 s",
    });
  });

  it.each([
    ["vrrp-crash", "no VRRP timers in force were read"],
    ["vrrp-preempt", "no VRRP timers in force were read"],
    ["server-down", "no health checks in force were read"],
    ["astrology", 'there is no formula "astrology"'],
  ])("%s without what it needs says why", (formula, why) => {
    expect(bound({ formula }, { vrrp: [] })).toBe(why);
  });

  it("takes over from whoever owned the address, not from the highest priority", () => {
    const owners: Seed["owners"] = [[0, "lb2", true]];
    // lb1 is off by then, so the better one is the one that takes over.
    expect(bound({ formula: "vrrp-crash" }, { owners })).toMatchObject({ hi: 3.414 });
  });

  it.each([
    [2.559, true],
    [2.558, false],
    [3.659, true],
    [3.66, false],
  ])("%s s with 50 ms on both sides of 2.609 .. 3.609: %s", (measured, within) => {
    const limits = { lo: 2.609, hi: 3.609, tolerance: 0.05, formula: "", inputs: {}, source: "" };
    expect(isWithin(measured, limits)).toBe(within);
  });
});
