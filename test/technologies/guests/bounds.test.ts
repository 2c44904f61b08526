import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { resolveBound } from "../../../cli/core/judge/bounds.ts";
import { kind as corosync } from "../../../cli/technologies/corosync/readers/corosync.ts";
import { kind as guest } from "../../../cli/technologies/guests/readers/guest.ts";
import { kind as lock } from "../../../cli/technologies/guests/readers/lock.ts";
import {
  type PacemakerValues,
  kind as pacemaker,
} from "../../../cli/technologies/pacemaker/readers/pacemaker.ts";
import { inForce, plannedProbe, viewOf } from "../../fixtures/kinds.ts";
import { atNs, seeded } from "../../fixtures/seeded.ts";

const read = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8");
const loss = corosync.parse(read("../corosync/dumps/corosync.three"));
const cluster = pacemaker.parse(read("../pacemaker/dumps/pacemaker.three"));
const timers = lock.parse("idle 2 every 1 tries 5\n");

interface Given {
  readonly boot?: number | undefined;
  readonly properties?: Readonly<Record<string, string>>;
  /** Of the fencing device. */
  readonly params?: Readonly<Record<string, string>>;
  readonly agent?: string;
  /** What the power switch was asked, and how long that took. */
  readonly shots?: readonly (readonly [second: number, action: string, plug: string, ms: number])[];
  readonly lock?: unknown;
}

function valuesWith(given: Given): PacemakerValues | undefined {
  const [some] = cluster?.resources ?? [];
  if (!cluster || !some) return undefined;
  const { agent = "ocf:halab:guest", properties = {}, params = {} } = given;
  const shop = { ...some, id: "shop", agent, params: { guest: "shop" } };
  const device = { ...some, id: "switch", agent: "stonith:fence_halab", params };
  return { ...cluster, properties, resources: [shop, device] };
}

/** lb1 dies after 10 s, and lb2 takes its guest. */
function boundOf(given: Given) {
  const told = [
    ...["lb1", "lb2"].flatMap((node) => [
      inForce(node, "corosync", loss),
      inForce(node, "pacemaker", valuesWith(given)),
    ]),
    inForce("client", "lock", "lock" in given ? given.lock : timers),
    inForce("lb2", "guest", "boot" in given ? given.boot && { bootS: given.boot } : { bootS: 10 }),
  ].map((event): [number, JournalEvent] => [1, { ...event, t: 0 }]);
  const shots = (given.shots ?? []).map(
    ([second, action, plug, tookMs]): [number, JournalEvent] => {
      const value = { action, plug, ok: true, text: "done", tookMs };
      return [second, { kind: "told", t: 0, probe: "power", node: "lb2", value }];
    },
  );
  const check = { check: "lost", probe: "site", "at-most": 0 };
  const journal = seeded({ check, vrrp: [], also: [...told, ...shots] }).map((event) =>
    event.kind === "run" ? withSwitch(event) : event,
  );
  const run = RunView.of(journal);
  const step = run.plan?.steps[0];
  const view = step && viewOf(run, step, "expect", atNs(30));
  return view && resolveBound({ formula: "guest-failover" }, view, "site");
}

function withSwitch(event: Extract<JournalEvent, { kind: "run" }>): JournalEvent {
  const spec = { kind: "power-switch", nodes: ["lb1", "lb2"], takes: 0 };
  const power = plannedProbe({ name: "power", kind: "power-switch", label: "power", spec });
  return { ...event, plan: { ...event.plan, probes: [...event.plan.probes, power] } };
}

// T 1.65, C 1.98, H 0.303: the dump's.
describe("guest-failover", () => {
  it.each<[what: string, given: Given, hi: number]>([
    ["the loss of a member, and a boot; the lock is free later than that", {}, 17],
    ["no lock", { lock: undefined }, 13.63],
    ["a delay by priority", { properties: { "priority-fencing-delay": "5s" } }, 18.63],
    ["a device's own delay", { params: { pcmk_delay_base: "hv1:4s" } }, 17.63],
    [
      "the longest of its delays",
      { params: { pcmk_delay_base: "1s", pcmk_delay_max: "6s" } },
      19.63,
    ],
    ["the power switch as long as it took", { shots: [[14, "off", "lb1", 4000]] }, 17.63],
    ["not a question for its status", { shots: [[14, "status", "lb1", 9000]] }, 17],
    ["not what it did to somebody else", { shots: [[14, "off", "lb2", 9000]] }, 17],
    ["not what it did before", { shots: [[5, "off", "lb1", 9000]] }, 17],
    ["a longer boot", { boot: 30 }, 37],
  ])("counts %s", (_, given, hi) => {
    expect(boundOf(given)).toMatchObject({
      lo: expect.closeTo(3.33, 1),
      hi: expect.closeTo(hi, 1),
    });
  });

  it("is nothing where no guest is a resource, or nobody knows how long it boots", () => {
    expect(boundOf({ agent: "ocf:heartbeat:VirtualDomain" })).toContain("ocf:halab:guest");
    expect(boundOf({ boot: undefined })).toContain("no hypervisor has told");
  });
});

describe("what a hypervisor says of its guest", () => {
  it("is how long it booted there last, among its files", () => {
    expect(guest.parse(read("dumps/guest.hv1"))).toEqual({ bootS: 7.04 });
  });
  it("is nothing where it has not booted", () => {
    expect(guest.parse("MEMORY=192\n")).toBeUndefined();
  });
});

describe("what the lock's service has in force", () => {
  it("is when a lock is free again", () => {
    expect(timers).toEqual({ idleS: 2, everyS: 1, tries: 5 });
    expect(timers && lock.rows(timers)).toMatchObject([{ values: { freeAfterS: 7 } }]);
  });
  it("is nothing where it says something else", () => {
    expect(lock.parse("halab-svc: lock has no dump")).toBeUndefined();
  });
});
