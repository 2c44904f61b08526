/** Which of a daemon's instances a formula means, and what it says when it cannot tell. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { resolveBound } from "../../../cli/core/judge/bounds.ts";
import type { Bound } from "../../../cli/core/kinds/verdict.ts";
import { joinS } from "../../../cli/technologies/keepalived/master-down.ts";
import { parseKeepalived } from "../../../cli/technologies/keepalived/readers/keepalived.ts";
import type { Vrrp } from "../../../cli/technologies/keepalived/vrrp.ts";
import { inForce, plannedProbe, viewOf } from "../../fixtures/kinds.ts";
import { type Seed, seeded, vrrp } from "../../fixtures/seeded.ts";
import { judged } from "../../fixtures/verdicts.ts";

/** As keepalived 2.2.7 wrote them: a sync group that tracks a script; what no formula times. */
function dump(name: string): Vrrp[] {
  const path = join(import.meta.dirname, "../../fixtures/keepalived", name);
  return parseKeepalived(readFileSync(path, "utf8"));
}

describe("keepalived's instances in force", () => {
  it("have the trackers of their sync group, and their addresses", () => {
    const balancer = {
      kind: "script",
      name: "balancer",
      detectS: 8,
      returnS: 12,
      hangS: 6,
      weight: 0,
    };
    expect(dump("in-force.groups")).toMatchObject([
      { instance: "inner", advertS: 5, addresses: ["10.78.0.1"], trackers: [balancer] },
      {
        instance: "site",
        advertS: 1,
        addresses: ["10.77.0.100", "10.77.0.101", "10.77.0.110"],
        group: "pair",
        trackers: [balancer],
      },
    ]);
  });

  it("name what changes their times and is in no formula", () => {
    const [site] = dump("in-force.rare");
    expect(site).toMatchObject({
      advertS: 0.25,
      downTimerAdverts: 4,
      startupDelayS: 7.5,
      preemptDelayS: 3.5,
      untimed: ["track_file ready", "track_bfd peer"],
    });
    expect(site?.trackers.map(({ name, weight }) => [name, weight])).toEqual([
      ["half", 10],
      ["proxy", 0],
    ]);
  });

  it("name an interface whose changes are heeded late", () => {
    const path = join(import.meta.dirname, "../../fixtures/keepalived/in-force.v2");
    const text = readFileSync(path, "utf8");
    const eth0 = text.indexOf(" Name = eth0");
    const late = `${text.slice(0, eth0)}${text.slice(eth0).replace("Down debounce timer = 0us", "Down debounce timer = 1500000us")}`;
    expect(parseKeepalived(late)[0]?.untimed).toEqual(["interface_up_down_delays eth0"]);
    expect(parseKeepalived(text)[0]?.untimed).toBeUndefined();
  });
});

const vip = "10.77.0.100";

/** Both nodes' instances: the first is lb1's. */
function bound(
  formula: string,
  nodes: readonly (readonly Vrrp[])[],
  more: Partial<Seed> = {},
): Bound | string {
  const also: Seed["also"] = nodes.map((all, at) => [
    1,
    inForce(`lb${at + 1}`, "keepalived", { vrrp: all, realServers: [] }),
  ]);
  const check = { check: "lost", probe: "site", "at-most": 0 };
  const run = RunView.of(seeded({ check, vrrp: [], ...more, also }));
  const step = run.plan?.steps[0];
  const view = step && viewOf(run, step, "expect");
  return view ? resolveBound({ formula }, view, "site") : "no view";
}

const site = (priority: number, more: Partial<Vrrp> = {}) =>
  vrrp(priority, { instance: "site", addresses: [vip], ...more });
/** Of another address and router id, with other timers, and preferred on the other node. */
const other = (priority: number, more: Partial<Vrrp> = {}) =>
  vrrp(priority, { instance: "inner", vrid: 52, addresses: ["10.78.0.1"], advertS: 5, ...more });
const script = (detectS: number): Partial<Vrrp> => ({
  trackers: [{ kind: "script", name: "t", detectS, returnS: detectS, hangS: 3, weight: 0 }],
});

describe("the instance that serves the probed address", () => {
  const two = [
    [other(200), site(150)],
    [other(210), site(100)],
  ];
  it.each([
    ["vrrp-crash", 2.609, 3.609],
    ["vrrp-stop", 0, 0.609],
    ["vrrp-preempt", 0, 3.414],
    ["vrrp-reunite", 0, 1],
  ])("gives %s its A and P, whatever another instance has: %s .. %s s", (formula, lo, hi) => {
    expect(bound(formula, two)).toMatchObject({ lo, hi });
  });

  it.each<[string, string, readonly (readonly Vrrp[])[], number]>([
    [
      "vrrp-crash",
      "waits for the slowest of its sync group",
      [
        [other(150, { group: "g" }), site(150, { group: "g" })],
        [other(100, { group: "g" }), site(100, { group: "g" })],
      ],
      15.609,
    ],
    [
      "vrrp-track",
      "goes by what its group tracks",
      [[site(150, { group: "g", ...script(8) })], [site(100, { group: "g" })]],
      11.609,
    ],
    [
      "vrrp-track",
      "has its own trackers alone",
      [[other(150, script(60)), site(150)], [site(100)]],
      3.609,
    ],
    [
      "vrrp-preempt",
      "waits for vrrp_startup_delay",
      [[site(150, { startupDelayS: 7.5 })], [site(100)]],
      10.914,
    ],
    [
      "vrrp-crash",
      "is on the other node the one of its router id, when that has another address",
      [[site(150)], [site(100, { addresses: ["10.77.0.101"] })]],
      3.609,
    ],
  ])("%s: %s", (formula, _, nodes, hi) => {
    expect(bound(formula, nodes)).toMatchObject({ hi });
  });

  it("heard in each of its group the one that led, whatever a third node has", () => {
    const group = { group: "g", version: 3 } as const;
    const nodes = [
      [other(90, { ...group, advertS: 9 }), site(90, group)],
      [other(150, group), site(150, group)],
      [other(100, group), site(100, group)],
    ];
    const owners = [[0, "lb2", true]] as const;
    expect(bound("vrrp-crash", nodes, { owners })).toMatchObject({ hi: 18.047 });
  });

  it("lets a script that hangs run into its timeout", () => {
    const nodes = [[site(150, script(1))], [site(100)]];
    const events = (fault: string): Bound | string => {
      const also: Seed["also"] = nodes.map((all, at) => [
        1,
        inForce(`lb${at + 1}`, "keepalived", { vrrp: all, realServers: [] }),
      ]);
      const check = { check: "lost", probe: "site", "at-most": 0 };
      const all = seeded({ check, vrrp: [], also }).map((event) =>
        event.kind === "fault" ? { ...event, fault } : event,
      );
      const run = RunView.of(all);
      const view = run.plan?.steps[0] && viewOf(run, run.plan.steps[0], "expect");
      return view ? resolveBound({ formula: "vrrp-track" }, view, "site") : "no view";
    };
    expect(events("kill")).toMatchObject({ hi: 4.609 });
    expect(events("hang")).toMatchObject({ hi: 7.609 });
  });

  it.each<[string, readonly (readonly Vrrp[])[], Partial<Seed>, string]>([
    ["nothing was read", [], {}, "no VRRP timers in force were read"],
    [
      "one node was read",
      [[site(150)]],
      {},
      "VRRP timers in force were read from lb1 alone: lb1: site (router id 51) is for 10.77.0.100",
    ],
    [
      "the router ids differ",
      [[site(150, { state: "MASTER" })], [site(100, { vrid: 52, state: "MASTER" })]],
      {
        owners: [
          [0, "lb1", true],
          [0, "lb2", true],
        ],
      },
      "lb1 and lb2 had 10.77.0.100 already, so nobody was left to take it over, and their router ids differ: lb1: site (router id 51, MASTER) has 10.77.0.100; lb2: site (router id 52, MASTER) has 10.77.0.100",
    ],
    [
      "no instance has the address",
      [[other(150)], [other(100)]],
      {},
      "no VRRP instance has 10.77.0.100: lb1: inner (router id 52) is for 10.78.0.1; lb2: inner (router id 52) is for 10.78.0.1",
    ],
    [
      "a directive changes a time",
      [[site(150, { untimed: ["track_bfd peer"] })], [site(100)]],
      {},
      "no formula of VRRP knows how soon this changes an instance: track_bfd peer (lb1, keepalived.conf)",
    ],
  ])("is none where %s, and that is said", (_, nodes, more, why) => {
    expect(bound("vrrp-crash", nodes, more)).toBe(why);
  });

  it("is of the address that the asking probe asks, where a lab watches several", () => {
    const given = seeded({
      check: { check: "lost", probe: "site", "at-most": 0 },
      vrrp: [],
      also: [
        [1, inForce("lb1", "keepalived", { vrrp: [other(200), site(150)], realServers: [] })],
        [1, inForce("lb2", "keepalived", { vrrp: [other(90), site(100)], realServers: [] })],
      ],
    }).map((event) => {
      if (event.kind !== "run") return event;
      const spec = {
        name: "gateway",
        kind: "address-owner",
        label: "",
        address: "10.78.0.1",
        spec: {},
      };
      const gateway = plannedProbe(spec);
      return { ...event, plan: { ...event.plan, probes: [gateway, ...event.plan.probes] } };
    });
    const run = RunView.of(given);
    const view = run.plan?.steps[0] && viewOf(run, run.plan.steps[0], "expect");
    const boundOf = (probe: string) => view && resolveBound({ formula: "vrrp-crash" }, view, probe);
    expect(boundOf("site")).toMatchObject({ hi: 3.609 });
    expect(boundOf("gateway")).toMatchObject({ hi: 15.648 });
  });

  it("of a journal that does not tell addresses is any", () => {
    expect(bound("vrrp-crash", [[vrrp(150)], [vrrp(100)]])).toMatchObject({ hi: 3.609 });
  });
});

describe("an election", () => {
  it.each<[string, readonly Vrrp[], number]>([
    ["lasts as long as its best router waits", [site(150), site(100)], 3.414],
    ["waits for the slowest of several virtual routers", [site(150), other(90)], 15.648],
    ["waits for vrrp_startup_delay", [site(150, { startupDelayS: 2 })], 5.414],
    ["of nobody takes no time", [], 0],
  ])("%s", (_, all, seconds) => {
    expect(joinS(all)).toBeCloseTo(seconds, 3);
  });
});

describe("owners", () => {
  it("say who has which address, when nobody has the one that is watched", () => {
    const found = judged(
      { check: "owners", probe: "vip", count: 1 },
      {
        owners: [[0, "lb1", false]],
        vrrp: [site(150, { addresses: ["10.77.0.101"], state: "MASTER" })],
      },
    );
    expect(found.verdict).toBe("fail");
    expect(found.evidence).toEqual([
      "at first: nobody",
      "lb1: site (router id 51, MASTER) has 10.77.0.101",
    ]);
  });
});
