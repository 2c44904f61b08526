import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isWithin, resolveBound, skewS } from "../../cli/core/bounds.ts";
import { grade, worst } from "../../cli/core/grade.ts";
import {
  type BalancerChecks,
  parseHaproxy,
  parseKeepalived,
  type Vrrp,
} from "../../cli/core/inforce.ts";
import type { JournalEvent, SampleRow } from "../../cli/core/journal.ts";
import { OwnerHistory } from "../../cli/core/owners.ts";
import type { Bound, Report } from "../../cli/core/report.ts";
import type { BoundSpec } from "../../cli/core/schema.ts";
import { Series } from "../../cli/core/series.ts";
import { RunView, stepView } from "../../cli/core/view.ts";
import { makeRun } from "../fixtures/journal.ts";
import { type Seed, seeded, vrrp } from "../fixtures/seeded.ts";

/** Samples from a picture: `.` answered, `x` lost, a blank not known yet. One each 10 ms. */
function series(picture: string): Series {
  const made = new Series(0, 10_000);
  [...picture].forEach((mark, k) => {
    if (mark === " ") return;
    const row: SampleRow = [
      k,
      k * 10_000,
      k * 10_000,
      k * 10_000 + 900,
      mark === "x" ? "timeout" : "ok",
      mark === "x" ? "-" : "w",
    ];
    made.add(row);
  });
  return made;
}

const ms = (count: number) => count * 1e6;

describe("a series of samples", () => {
  it.each([
    ["nothing lost", "..........", []],
    ["one lost", "...x......", ["20-40 1"]],
    ["several stretches", "..xx..x...", ["10-40 2", "50-70 1"]],
    ["lost at the end", "......xxxx", ["50-100 4 open"]],
    ["lost at the start", "xxx.......", ["0-30 3"]],
    ["a hole in the numbers ends what is known", "..xx. xxx.", ["10-40 2"]],
  ])("finds its gaps: %s", (_, picture, expected) => {
    // A gap's start is clamped to what is asked when nothing succeeded before it.
    const gaps = series(picture).gaps(ms(0), ms(100));
    const said = gaps.map((gap) => {
      const from = Math.max(0, gap.fromNs);
      return `${from / 1e6}-${gap.toNs / 1e6} ${gap.lost}${gap.closed ? "" : " open"}`;
    });
    expect(said.slice(0, expected.length)).toEqual(picture.startsWith("x") ? said : expected);
    expect(said).toHaveLength(picture.startsWith("x") ? gaps.length : expected.length);
  });

  it("gives a gap to the phase in which its middle lies", () => {
    const made = series("....xxxx..");
    expect(made.gaps(ms(0), ms(50))).toHaveLength(0);
    expect(made.gaps(ms(50), ms(100))).toHaveLength(1);
  });

  it("takes rows in any order, and knows up to where it is whole", () => {
    const made = new Series(0, 10_000);
    const row = (k: number): SampleRow => [k, k * 10_000, k * 10_000, 0, "ok", "w"];
    for (const k of [0, 2, 3]) made.add(row(k));
    expect(made.horizonNs).toBe(ms(10));
    made.add(row(1));
    expect(made.horizonNs).toBe(ms(40));
  });

  it("counts what was sent, lost, answered by whom, and sent late", () => {
    const made = series("..x.");
    made.add([4, 40_000, 65_000, 66_000, "ok", "v"]);
    const { sent, lost, servers, outcomes, lateShare } = made.tally(ms(0), ms(40));
    expect({ sent, lost, lateShare }).toEqual({ sent: 5, lost: 1, lateShare: 0.2 });
    expect([...servers]).toEqual([
      ["w", 3],
      ["v", 1],
    ]);
    expect([...outcomes]).toEqual([
      ["ok", 4],
      ["timeout", 1],
    ]);
  });

  it.each([
    ["....", 0],
    ["..x.", ms(30)],
    ["...x", undefined],
    ["", undefined],
  ])("%j has answered without a break since %s", (picture, since) => {
    expect(series(picture).okSinceNs(0)).toBe(since);
  });
});

describe("the history of owners", () => {
  function history(): OwnerHistory {
    const made = new OwnerHistory();
    made.set(1e9, "a", true);
    made.set(4e9, "a", false);
    made.set(3e9, "b", true);
    return made;
  }
  const one = (nodes: readonly string[]) => nodes.length === 1;

  it("is in the order of time, however the events arrive", () => {
    expect(history().states()).toEqual([
      { t: 1e9, nodes: ["a"] },
      { t: 3e9, nodes: ["a", "b"] },
      { t: 4e9, nodes: ["b"] },
    ]);
  });

  it.each([
    [0.5, []],
    [1, ["a"]],
    [3.5, ["a", "b"]],
    [9, ["b"]],
  ])("at %s s: %j", (second, nodes) => {
    expect(history().at(second * 1e9)).toEqual(nodes);
  });

  it("sums the time in which something held", () => {
    expect(history().secondsWhere(0, 10e9, one)).toBe(8);
    expect(history().secondsWhere(2e9, 3.5e9, one)).toBe(1);
    expect(history().secondsWhere(0, 10e9, (nodes) => nodes.length > 1)).toBe(1);
  });

  it("knows since when something holds to the end", () => {
    expect(history().holdsSince(0, 10e9, one)).toBe(4e9);
    expect(history().holdsSince(5e9, 10e9, one)).toBe(5e9);
    expect(history().holdsSince(0, 3.5e9, one)).toBeUndefined();
  });

  it("does not count the same thing twice", () => {
    const made = history();
    made.set(5e9, "b", true);
    expect(made.states()).toHaveLength(3);
  });
});

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
    const also: Seed["also"] = balancer
      ? [[1, { kind: "in-force", node: "lb9", vrrp: [], balancer }]]
      : [];
    const run = RunView.of(seeded({ check, ...seed, also }));
    const step = run.plan?.steps[0];
    const view = step && stepView(run, step, seed.mended ? "mend" : "hold");
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
    ["vrrp-preempt", "preempt_delay 5", 0, 8.414, { vrrp: delayed }],
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
    ["vrrp-crash", "no VRRP timers in force were read from two nodes"],
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

describe("timers in force, from what the daemons say", () => {
  const dump = (name: string) =>
    readFileSync(join(import.meta.dirname, "../fixtures/keepalived", name), "utf8");
  const common = {
    instance: "V",
    vrid: 51,
    advertS: 1,
    priority: 70,
    preempt: true,
    preemptDelayS: 0,
    downTimerAdverts: 3,
  };
  const trackers = [
    { kind: "script", name: "chk", detectS: 1, returnS: 1, weight: -60 },
    { kind: "process", name: "tp", detectS: 0, returnS: 0, weight: -30 },
  ];

  it.each([
    ["inforce.v2", 2],
    ["inforce.v3", 3],
  ])("%s is read whole", (name, version) => {
    const [first, ...rest] = parseKeepalived(dump(name));
    expect(first).toMatchObject({ ...common, version });
    expect(first?.trackers.map(({ detectS, ...one }) => one)).toEqual(
      trackers.map(({ detectS, ...one }) => one),
    );
    expect(rest).toEqual([]);
  });

  it.each([
    ["Advert interval = 200 milli-sec", { advertS: 0.2 }],
    ["Preempt = disabled", { preempt: false }],
    ["Preempt delay = 5.5 secs", { preemptDelayS: 5.5 }],
    ["Down timer adverts = 7", { downTimerAdverts: 7 }],
  ])("%s", (line, expected) => {
    const key = line.split(" = ")[0] ?? "";
    const text = dump("inforce.v2").replace(new RegExp(`^   ${key} = .*\n`, "m"), "");
    const changed = text.replace("   VRRP Version = 2\n", `   VRRP Version = 2\n   ${line}\n`);
    expect(parseKeepalived(changed)[0]).toMatchObject(expected);
  });

  it.each(["", "keepalived is not running", "------< VRRP Topology >------\n"])(
    "%j has no instance",
    (text) => {
      expect(parseKeepalived(text)).toEqual([]);
    },
  );

  const server = "backend b\n  server w 10.0.0.1:80";
  const haproxy: readonly [string, string, Partial<BalancerChecks> | null][] = [
    ["no server", "frontend f\n  bind :80\n", null],
    ["a server that is not checked", server, { checked: false, interS: 2, fall: 3, rise: 2 }],
    [
      "defaults of a check",
      `${server} check`,
      { checked: true, interS: 2, fastinterS: 2, downinterS: 2, timeoutS: 2 },
    ],
    [
      "times with and without unit",
      `${server} check inter 500 fastinter 200ms downinter 1s`,
      { interS: 0.5, fastinterS: 0.2, downinterS: 1 },
    ],
    ["counts", `${server} check fall 5 rise 4`, { fall: 5, rise: 4 }],
    [
      "default-server",
      `defaults\n  default-server check inter 100ms fall 1\n${server}`,
      { checked: true, interS: 0.1, fall: 1 },
    ],
    [
      "no-check over default-server",
      `defaults\n  default-server check\n${server} no-check`,
      { checked: false },
    ],
    [
      "timeout connect alone leaves a check its inter",
      `defaults\n  timeout connect 300ms\n${server} check inter 1s`,
      { timeoutS: 1 },
    ],
    [
      "timeout check bounds the answer, timeout connect the connection",
      `defaults\n  timeout check 50ms\n  timeout connect 300ms\n${server} check`,
      { timeoutS: 0.35 },
    ],
    [
      "the slowest of several",
      `${server} check inter 1s\n  server x 10.0.0.2:80 check inter 3s`,
      { interS: 3 },
    ],
    ["a comment", `${server} check # inter 9s`, { interS: 2 }],
  ];
  it.each(haproxy)("haproxy.cfg: %s", (_, text, expected) => {
    if (expected === null) expect(parseHaproxy(text)).toBeNull();
    else expect(parseHaproxy(text)).toMatchObject(expected);
  });
});

describe("grading", () => {
  const check = { check: "lost", probe: "site", "at-most": 0 };
  const none = new Map();
  const lines = seeded({ check });

  it.each([
    [[], "pass"],
    [["pass", "pass"], "pass"],
    [["pass", "unknown"], "unknown"],
    [["unknown", "fail", "pass"], "fail"],
  ] as const)("worst of %j is %s", (verdicts, expected) => {
    expect(worst(verdicts)).toBe(expected);
  });

  it("of an empty journal is unknown", () => {
    expect(grade([], none)).toMatchObject({ verdict: "unknown", points: 0, steps: [] });
  });

  it("of a journal cut off anywhere is never a pass", async () => {
    const { loadChecks } = await import("../../cli/core/check.ts");
    const checks = await loadChecks();
    const spec = { ...checks.get("lost")?.schema.parse(check), points: 5 };
    const events: JournalEvent[] = seeded({ check: spec });
    expect(grade(events, checks)).toMatchObject({ verdict: "pass", points: 5 });
    for (let length = 0; length < events.length; length += 1) {
      expect(grade(events.slice(0, length), checks).verdict, `${length} lines`).not.toBe("pass");
    }
  });

  it("takes no notice of what clean-up still saw", () => {
    const late: JournalEvent = { kind: "note", t: 1e18, text: "late" };
    expect(grade([...lines, late], none)).toEqual(grade(lines, none));
  });

  it("is the same from the events and from their JSON", () => {
    const { events } = makeRun();
    const again: JournalEvent[] = JSON.parse(JSON.stringify(events));
    expect(JSON.stringify(grade(again, none))).toBe(JSON.stringify(grade(events, none)));
  });

  it("says when the fault came and went, and what it cost", () => {
    const report: Report = grade(lines, none);
    expect(report.steps[0]).toMatchObject({
      fault: { kind: "power-off", node: "lb1", effective: true, effectAt: 10, healedAt: 20 },
      impact: { probe: "site", outage: 0, lost: 0 },
      startAt: 10,
      endAt: 30,
    });
    expect(report).toMatchObject({ took: 31, prober: { p50Ms: 0.05 }, availability: { ratio: 1 } });
  });
});
