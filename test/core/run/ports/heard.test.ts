import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../../cli/core/journal/events.ts";
import { whyNoEvent } from "../../../../cli/core/journal/shape.ts";
import { heardReader, wantedOf } from "../../../../cli/core/run/ports/heard.ts";
import { kinds } from "../../../fixtures/kinds.ts";
import { makePlan } from "../../../fixtures/plan.ts";
import { Random } from "../../../fixtures/random.ts";

const made = makePlan();
const text = { kind: "address-owner", segment: "lan", address: "10.77.0.100" };
const spec = kinds.probes.get("address-owner")?.schema.parse(text) ?? {};
const plan = {
  ...made,
  probes: made.probes.map((one) => (one.watches ? { ...one, spec } : one)),
};
const wanted = wantedOf(plan, kinds);
const place = (node: string) => ({ node, segment: "lan" });
const ports = [place("lb1"), place("lb2")];
const now = 5e9;

function read(lines: readonly string[], given = wanted) {
  const events: JournalEvent[] = [];
  const clocks = { offsetNs: 1000, now: () => now };
  const reader = heardReader(given, ports, clocks, (event) => events.push(event));
  for (const line of lines) reader.take(line);
  return { events, reader };
}

const advert = "2133960100013a2f0a4d0064";

describe("what there is to be heard in a plan", () => {
  it("is who answers for its watched addresses, and what its daemons send", () => {
    expect(wanted.argv).toEqual(["--arp=10.77.0.100", "--ip=112:2", "--every-us=100000"]);
    const nodes = wanted.ports.map(({ node }) => node);
    expect(nodes).toEqual(expect.arrayContaining(["lb1", "lb2"]));
  });

  it("is no address of which another program than the kernel's watch tells", () => {
    const probes = plan.probes.map((one) =>
      one.watches ? { ...one, spec: { ...one.spec, guest: true } } : one,
    );
    expect(wantedOf({ ...plan, probes }, kinds).asked).toEqual([]);
    expect(wantedOf({ ...plan, probes: [], nodes: [] }, kinds).ports).toEqual([]);
  });

  it("is no node that the probe does not watch", () => {
    const probes = plan.probes.map((one) =>
      one.watches ? { ...one, spec: { ...one.spec, nodes: ["lb1"] } } : one,
    );
    const { asked } = wantedOf({ ...plan, probes }, kinds);
    expect(asked).toMatchObject([{ nodes: ["lb1"] }]);
  });
});

describe("lines of halab-listen", () => {
  it("become events, on our clock", () => {
    const { events } = read([
      `a ${now - 3000} 0 10.77.0.100 answers`,
      `a ${now - 2000} 1 10.77.0.100 silent`,
      `a ${now - 1500} 1 10.77.0.100 unasked`,
      `p ${now - 1000} 0 112 10.77.0.11 224.0.0.18 ${advert}`,
      `q ${now - 1000} 0 112 10.77.0.11 224.0.0.18 ${advert}`,
    ]);
    const value = {
      ...{ version: 2, vrid: 51, priority: 150, advertS: 1, source: "10.77.0.11" },
      addresses: ["10.77.0.100"],
    };
    expect(events).toEqual([
      { kind: "heard", t: now - 2000, probe: "vip", node: "lb1", answers: true },
      { kind: "heard", t: now - 1000, probe: "vip", node: "lb2", answers: false },
      { kind: "heard", t: now - 500, probe: "vip", node: "lb2", answers: null },
      { kind: "advert", t: now, node: "lb1", service: "keepalived", value },
      { kind: "advert", t: now, node: "lb1", service: "keepalived", value, ends: true },
    ]);
  });

  it("say nothing any more once nobody listens: what was known no longer is", () => {
    const { events, reader } = read([
      `a ${now - 3000} 0 10.77.0.100 answers`,
      `a ${now - 2000} 1 10.77.0.100 silent`,
      `a ${now - 1500} 1 10.77.0.100 unasked`,
    ]);
    events.length = 0;
    reader.forget();
    reader.forget();
    const none = { kind: "listens", t: now, service: "keepalived", nodes: [] };
    expect(events).toEqual([
      none,
      { kind: "heard", t: now, probe: "vip", node: "lb1", answers: null },
      none,
    ]);
  });

  it.each([
    ["a time that never was", "a 1 0 10.77.0.100 answers"],
    ["a time to come", `a ${now * 3} 0 10.77.0.100 answers`],
    ["no time", "a x 0 10.77.0.100 answers"],
    ["a port that is none", `a ${now} 2 10.77.0.100 answers`],
    ["a port that is none", `a ${now} -1 10.77.0.100 answers`],
    ["a port that is none", `a ${now} __proto__ 10.77.0.100 answers`],
    ["another address", `a ${now} 0 10.77.0.101 answers`],
    ["another word", `a ${now} 0 10.77.0.100 constructor`],
    ["another protocol", `p ${now} 0 113 10.77.0.11 224.0.0.18 ${advert}`],
    ["a payload that is too short", `p ${now} 0 112 10.77.0.11 224.0.0.18 213396`],
    ["a payload of another version", `p ${now} 0 112 10.77.0.11 224.0.0.18 4${advert.slice(1)}`],
    ["no payload", `p ${now} 0 112 10.77.0.11 224.0.0.18 -`],
    ["another kind of line", `z ${now} 0 10.77.0.100 answers`],
  ])("%s is no event", (_, line) => {
    expect(read([line]).events).toEqual([]);
  });

  it("of random bytes are no event, or one that a journal takes", () => {
    const random = new Random(22);
    const pick = <T>(all: readonly T[]): T => all[random.below(all.length)] as T;
    const odd = () => random.bytes(random.below(12)).toString("latin1");
    const hex = () => random.bytes(random.below(80)).toString("hex");
    for (let turn = 0; turn < 3000; turn += 1) {
      const fields = [
        pick(["a", "p", "q", odd()]),
        pick([String(now), String(random.below(1e9)), odd()]),
        pick(["0", "1", "9", odd()]),
        pick(["10.77.0.100", "112", odd()]),
        pick(["answers", "silent", "10.77.0.11", odd()]),
        pick(["224.0.0.18", odd()]),
        pick([hex(), advert, odd()]),
      ];
      const { events } = read([fields.slice(0, random.below(7)).join(" ")]);
      for (const event of events)
        expect(whyNoEvent(JSON.parse(JSON.stringify(event)))).toBeUndefined();
    }
  });

  it("of a node that makes frames up fill no journal", () => {
    const lines = Array.from(
      { length: 12_000 },
      () => `p ${now} 0 112 10.77.0.11 224.0.0.18 ${advert}`,
    );
    expect(read(lines).events).toHaveLength(10_000);
  });
});
