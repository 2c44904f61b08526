import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { resolveBound } from "../../../cli/core/judge/bounds.ts";
import { kind as corosync } from "../../../cli/technologies/corosync/readers/corosync.ts";
import {
  type PacemakerValues,
  kind as pacemaker,
} from "../../../cli/technologies/pacemaker/readers/pacemaker.ts";
import { kind as sbd } from "../../../cli/technologies/sbd/readers/sbd.ts";
import { inForce, viewOf } from "../../fixtures/kinds.ts";
import { atNs, seeded } from "../../fixtures/seeded.ts";

const read = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8");
const loss = corosync.parse(read("../corosync/dumps/corosync.three"));
const cluster = pacemaker.parse(read("../pacemaker/dumps/pacemaker.three"));
const disk = sbd.parse(read("dumps/sbd.d1"));

describe("what SBD has in force", () => {
  it("is on its disk, in its process, and in the kernel", () => {
    expect(disk).toEqual({
      devices: ["/dev/disk/by-path/ip-10.88.0.30:3260-iscsi-iqn.2026-01.lab.test:store-lun-1"],
      uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      watchdogS: 8,
      loopS: 1,
      msgwaitS: 16,
      pacemaker: true,
      watchdog: "Software Watchdog",
    });
    expect(disk && sbd.rows(disk)).toMatchObject([{ values: { disks: 1 } }]);
  });

  it("is nothing where it does not run", () => {
    expect(sbd.parse("sbd does not run\n")).toBeUndefined();
  });

  it("has defaults without a disk", () => {
    const found = sbd.parse("SBD_PACEMAKER=no\nSBD_WATCHDOG_TIMEOUT=7\n");
    expect(found).toMatchObject({ devices: [], pacemaker: false, watchdogS: 7, msgwaitS: 14 });
    expect(found).toMatchObject({ watchdog: "" });
  });
});

interface Given {
  readonly properties?: Readonly<Record<string, string>>;
  /** Of the fencing device. */
  readonly params?: Readonly<Record<string, string>>;
  readonly sbd?: object | null;
}

function valuesWith({ properties = {}, params = {} }: Given): PacemakerValues | undefined {
  const [some] = cluster?.resources ?? [];
  if (!cluster || !some) return undefined;
  const site = { ...some, id: "vip", params: { ip: "10.77.0.100" }, startedInS: 0.5 };
  const device = { ...some, id: "disk", agent: "stonith:fence_sbd", params, startedInS: 0 };
  return { ...cluster, properties, constraints: [], resources: [site, device] };
}

/** lb1 is hit after 10 s, and lb2 takes over. */
function boundOf(formula: string, given: Given) {
  const told = ["lb1", "lb2"]
    .flatMap((node) => [
      inForce(node, "corosync", loss),
      inForce(node, "pacemaker", valuesWith(given)),
      ...(given.sbd === null ? [] : [inForce(node, "sbd", { ...disk, ...given.sbd })]),
    ])
    .map((event): [number, JournalEvent] => [1, { ...event, t: 0 }]);
  const check = { check: "lost", probe: "site", "at-most": 0 };
  const run = RunView.of(seeded({ check, vrrp: [], also: told }));
  const step = run.plan?.steps[0];
  const view = step && viewOf(run, step, "expect", atNs(30));
  return view && resolveBound({ formula }, view, "site");
}

// T 1.65, C 1.98, H 0.303: the dump's. W 8, L 1, M 16; a start takes 0.5.
describe("the formulas", () => {
  it.each<[formula: string, what: string, given: Given, lo: number, hi: number]>([
    ["sbd-failover", "no delay", {}, 19.33, 20.13],
    ["sbd-failover", "one time for all", { params: { pcmk_delay_base: "5s" } }, 19.33, 25.13],
    [
      "sbd-failover",
      "its target's",
      { params: { pcmk_delay_base: "lb1:8s;lb2:2s" } },
      19.33,
      28.13,
    ],
    ["sbd-failover", "another target's", { params: { pcmk_delay_base: "lb2:8s" } }, 19.33, 20.13],
    ["sbd-failover", "drawn", { params: { pcmk_delay_max: "3s" } }, 19.33, 23.13],
    [
      "sbd-failover",
      "by priority",
      { properties: { "priority-fencing-delay": "4s" } },
      19.33,
      24.13,
    ],
    ["sbd-failover", "a longer msgwait", { sbd: { msgwaitS: 30 } }, 33.33, 34.13],
    ["sbd-starved", "and the watchdog before", {}, 26.33, 28.13],
    ["sbd-reset", "the watchdog alone", {}, 7, 8],
    ["sbd-alone", "the loss, and the watchdog", {}, 10.33, 11.63],
  ])("%s: %s", (formula, _, given, lo, hi) => {
    const found = boundOf(formula, given);
    expect(found).toMatchObject({ lo: expect.closeTo(lo, 1), hi: expect.closeTo(hi, 1) });
  });

  it.each(["sbd-failover", "sbd-starved", "sbd-reset", "sbd-alone"])(
    "%s is nothing where SBD says nothing",
    (formula) => {
      expect(boundOf(formula, { sbd: null })).toContain("no timeouts of SBD");
    },
  );
});
