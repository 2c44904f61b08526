import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { troublesOf } from "../../../cli/core/run/steady.ts";
import type { Vrrp } from "../../../cli/technologies/keepalived/vrrp.ts";
import { kinds } from "../../fixtures/kinds.ts";
import { type Given, journalOf, usual } from "../../fixtures/many-clients.ts";
import { makePlan } from "../../fixtures/plan.ts";
import { atNs, vrrp } from "../../fixtures/seeded.ts";

/** What keeps a cluster of six clients from being steady after `second` seconds. */
function troubleAt(second: number, given: Given, upS = 0): string | undefined {
  const events = journalOf({ check: "affinity", probe: "site" }, given);
  const view = RunView.of(events.filter((event) => event.t <= atNs(second)));
  view.upNs = atNs(upS);
  const { plan } = view;
  if (!plan) throw new Error("the journal has no plan");
  const probes = plan.probes.filter(({ kind }) => kind === "clients");
  const session = { view, readers: kinds.readers, now: () => atNs(second) } as never;
  // Whose daemons all tell by which timers.
  return troublesOf(session, { ...plan, nodes: [], probes })[0]?.text;
}

it.each<[string, string | undefined, Given]>([
  ["all is well", undefined, {}],
  ["nobody answers", "http 10.77.0.100 fails", { answers: () => null }],
  [
    "a lost request",
    "http 10.77.0.100 has just come back",
    { answers: (s, k) => (s > 4.7 && s < 4.8 ? null : usual(k)) },
  ],
  [
    "a client that has moved",
    "http 10.77.0.100 have just changed servers",
    { answers: (s, k) => (s > 4.9 ? "web2" : usual(k)) },
  ],
  [
    "forty clients who have asked but once",
    "http 10.77.0.100 has just come back",
    { sources: "10.77.0.128-10.77.0.167", answers: (s) => (s < 4.5 ? null : "lb1") },
  ],
  [
    "forty clients who have asked twice",
    undefined,
    { sources: "10.77.0.128-10.77.0.167", answers: (s) => (s < 4.1 ? null : "lb1") },
  ],
  [
    "a busy machine",
    "http 10.77.0.100 is asked late: this machine is busy",
    { lateUs: () => 200_000 },
  ],
  ["a machine that was busy", undefined, { lateUs: (s) => (s < 3 ? 200_000 : 0) }],
])("%s", (_, trouble, given) => {
  expect(troubleAt(5, given)).toBe(trouble);
});

it("nodes listen for D, and are heard within H", () => {
  expect(troubleAt(5, {}, 4.45)).toBe("nodes still listen for each other");
  expect(troubleAt(5, {}, 4.35)).toBeUndefined();
});

describe("sessions between neighbours", () => {
  const upNs = 1e12;
  const bgp = {
    peer: "10.88.1.11",
    fresh: false,
    holdS: 3,
    keepaliveS: 1,
    connectS: 1,
    bfd: false,
  };

  function joinsAt(second: number, up: boolean, broken = false) {
    const view = new RunView();
    const value = { bfd: [], bgp: [{ ...bgp, up }] };
    view.apply({ kind: "up", t: upNs, tookMs: 1 });
    view.apply({ kind: "in-force", t: upNs, node: "lb1", service: "frr", value });
    const fault = { kind: "fault", t: upNs, id: "f", step: "s", fault: "f", title: "f", nodes: [] };
    const made = { ...fault, phase: "effect", evidence: [] } as unknown as JournalEvent;
    if (broken) view.apply(made);
    let asked = 0;
    const session = {
      ...{ view, readers: kinds.readers, now: () => upNs + second * 1e9 },
      refreshTimers: () => {
        asked += 1;
      },
    };
    const [found] = troublesOf(session as never, { ...makePlan(), nodes: [], probes: [] });
    return { text: found?.text, asked };
  }

  it("are waited for at first, and asked for again", () => {
    const text = "lb1 has yet to reach its neighbour 10.88.1.11 by BGP";
    expect(joinsAt(5, false)).toEqual({ text, asked: 1 });
    expect(joinsAt(5, true)).toEqual({ text: undefined, asked: 0 });
  });

  it("are not waited for when they are long overdue, or may be broken", () => {
    expect(joinsAt(10.5, false).text).toBeUndefined();
    expect(joinsAt(5, false, true).text).toBeUndefined();
  });
});

describe("the first election", () => {
  interface Told {
    readonly lb1?: Vrrp;
    readonly lb2?: Vrrp;
    readonly owner?: string;
    readonly broken?: boolean;
    /** The cluster was there, and its youngest daemon began so many seconds before; else it has just come up. */
    readonly there?: number;
  }

  /** What keeps the fixture's pair from being steady, so long after it was up. */
  function pairAt(second: number, { lb1, lb2, owner = "lb2", broken, there }: Told) {
    const plan = makePlan();
    const view = new RunView();
    const upNs = 1e12;
    const said = Object.entries({ lb1, lb2 }).map(([node, vrrp]): JournalEvent => {
      const value = vrrp && { vrrp: [vrrp], realServers: [] };
      return { kind: "in-force", t: upNs, node, service: "keepalived", value: value ?? null };
    });
    const owns: JournalEvent = { kind: "owner", t: upNs, probe: "vip", node: owner, owns: true };
    const fault = { kind: "fault", t: upNs, id: "f", step: "s", fault: "f", title: "f", nodes: [] };
    const made = { ...fault, phase: "effect", evidence: [] } as const;
    if (there !== undefined) view.startNs = upNs;
    const events: JournalEvent[] = [
      ...(there === undefined ? [{ kind: "up", t: upNs, tookMs: 1 } as const] : []),
      ...said,
      owns,
      ...(broken ? [made as unknown as JournalEvent] : []),
    ];
    for (const event of events) view.apply(event);
    let asked = 0;
    const session = {
      view,
      readers: kinds.readers,
      begunNs: there === undefined ? undefined : upNs - there * 1e9,
      now: () => upNs + second * 1e9,
      refreshTimers: () => {
        asked += 1;
      },
    };
    const probes = plan.probes.filter(({ watches }) => watches === "owner");
    const trouble = troublesOf(session as never, { ...plan, probes })[0]?.text;
    return { trouble, asked };
  }

  // lb1 decides: 3 s and (256 - 150) / 256 s.
  it.each<[string, number, Told, string | undefined]>([
    ["goes on", 3.3, { lb1: vrrp(150), lb2: vrrp(100) }, "nodes still listen for each other"],
    ["went to a lesser one", 4.5, { lb1: vrrp(150), lb2: vrrp(100) }, "lb1 has yet to take over"],
    ["went to the best one", 4.5, { lb1: vrrp(150), lb2: vrrp(100), owner: "lb1" }, undefined],
    ["is not over for a node that says nothing", 4.5, { lb2: vrrp(100) }, "the timers of lb1"],
    ["is not waited for if it says nothing for long", 5.1, { lb2: vrrp(100) }, undefined],
    [
      "goes on no more: something else is the matter",
      5.5,
      { lb1: vrrp(150), lb2: vrrp(100) },
      undefined,
    ],
    [
      "is put off by a preempt_delay",
      8,
      { lb1: vrrp(150, { preemptDelayS: 5 }), lb2: vrrp(100) },
      "lb1 has yet to take over",
    ],
    [
      "leaves who is there: the better one does not preempt",
      4.5,
      { lb1: vrrp(150, { preempt: false }), lb2: vrrp(100) },
      undefined,
    ],
    ["is between equals", 4.5, { lb1: vrrp(100), lb2: vrrp(100) }, undefined],
    [
      "is of another virtual router",
      4.5,
      { lb1: vrrp(150, { vrid: 52 }), lb2: vrrp(100) },
      undefined,
    ],
    ["is long over", 4.5, { lb1: vrrp(150), lb2: vrrp(100), broken: true }, undefined],
    [
      "goes on where a daemon was started anew on a cluster that was there",
      2.3,
      { lb1: vrrp(150), lb2: vrrp(100), owner: "lb1", there: 1 },
      "nodes still listen for each other",
    ],
    [
      "is over there when the youngest daemon has had its time",
      2.5,
      { lb1: vrrp(150), lb2: vrrp(100), owner: "lb1", there: 1 },
      undefined,
    ],
    [
      "goes on there while a node that was healed has yet to take its role back",
      4.5,
      { lb1: vrrp(150), lb2: vrrp(100), there: 1000 },
      "lb1 has yet to take over",
    ],
  ])("%s", (_, second, told, trouble) => {
    const { trouble: found, asked } = pairAt(second, told);
    if (trouble === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(trouble);
    expect(asked).toBe(/take over|timers of/.test(trouble ?? "") ? 1 : 0);
  });
});
