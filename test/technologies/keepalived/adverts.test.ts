import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { resolveBound } from "../../../cli/core/judge/bounds.ts";
import { sentBy } from "../../../cli/core/kinds/reader.ts";
import type { Bound } from "../../../cli/core/kinds/verdict.ts";
import { type Advert, adverts } from "../../../cli/technologies/keepalived/advert.ts";
import type { Vrrp } from "../../../cli/technologies/keepalived/vrrp.ts";
import { viewOf } from "../../fixtures/kinds.ts";
import { Random } from "../../fixtures/random.ts";
import { type Seed, seeded, vrrp } from "../../fixtures/seeded.ts";

const parse = (hex: string) => adverts.parse(Buffer.from(hex, "hex"), "10.77.0.11", "224.0.0.18");

describe("an advert as it is sent", () => {
  it.each([
    // RFC 3768 5.1: seconds.
    ["21339601000" + "13a2f0a4d00640000000000000000", 2, 150, 1],
    ["2133960101053a2f0a4d0064", 2, 150, 5],
    // RFC 9568 5.1: hundredths, in twelve bits.
    ["3133640100143a2f0a4d0064", 3, 100, 0.2],
    ["313364010fff3a2f0a4d0064", 3, 100, 40.95],
    ["31336401f0643a2f0a4d0064", 3, 100, 1],
  ])("%s is of version %s, priority %s, every %s s", (hex, version, priority, advertS) => {
    expect(parse(hex)).toEqual({
      ...{ version, vrid: 51, priority, advertS, source: "10.77.0.11" },
      addresses: ["10.77.0.100"],
    });
  });

  it("that was cut has the addresses that are whole", () => {
    expect(parse("2133960300013a2f0a4d00640a4d00650a4d")?.addresses).toEqual([
      "10.77.0.100",
      "10.77.0.101",
    ]);
  });

  it("of any bytes is none, or one that its schema takes", () => {
    const random = new Random(5);
    for (let turn = 0; turn < 5000; turn += 1) {
      const bytes = random.bytes(random.below(64));
      if (turn % 2 === 0 && bytes.length > 0) bytes[0] = turn % 4 === 0 ? 0x21 : 0x31;
      const value = adverts.parse(bytes, "x", "y");
      if (value !== undefined) expect(adverts.schema.parse(value)).toEqual(value);
    }
  });
});

const sends = (node: string, more: Partial<Advert> = {}, second = 1) =>
  [
    second,
    {
      kind: "advert",
      node,
      service: "keepalived",
      value: {
        ...{ version: 2, vrid: 51, priority: node === "lb1" ? 150 : 100, advertS: 1 },
        ...{ source: "10.77.0.11", addresses: ["10.77.0.100"], ...more },
      },
    } as const,
  ] as const;

function boundOf(formula: string, seed: Partial<Seed>): Bound {
  const check = { check: "lost", probe: "site", "at-most": 0 };
  const run = RunView.of(seeded({ check, ...seed }));
  const step = run.plan?.steps[0];
  const view = step && viewOf(run, step, "expect");
  const bound = view && resolveBound({ formula }, view, "vip");
  if (bound === undefined || typeof bound === "string") throw new Error(bound ?? "no view");
  return bound;
}

describe("the daemons' word against the adverts of their ports", () => {
  const pair = (more: Partial<Vrrp> = {}) => [vrrp(150, more), vrrp(100, more)];
  const honest = [sends("lb1"), sends("lb2", {}, 14)];

  it.each(["vrrp-crash", "vrrp-stop", "vrrp-preempt", "vrrp-track", "vrrp-return", "vrrp-reunite"])(
    "%s is the same where both say the same",
    (formula) => {
      const alone = boundOf(formula, { vrrp: pair() });
      expect(boundOf(formula, { vrrp: pair(), also: honest })).toEqual(alone);
    },
  );

  it.each(["vrrp-crash", "vrrp-preempt", "vrrp-track", "vrrp-return", "vrrp-reunite"])(
    "%s does not grow by an interval that nobody sends",
    (formula) => {
      const truth = boundOf(formula, { vrrp: pair() });
      const told = boundOf(formula, { vrrp: pair({ advertS: 30 }), also: honest });
      expect(told.hi).toBeCloseTo(truth.hi, 3);
      expect(told.note).toMatch(/keepalived on lb\d says A = 30, but its port sent A = 1/);
    },
  );

  it("nor by a priority, a version or a router id that are not sent", () => {
    const truth = boundOf("vrrp-stop", { vrrp: pair() });
    const low = [vrrp(150), vrrp(1)];
    const told = boundOf("vrrp-stop", { vrrp: low, also: honest });
    expect(told.hi).toBeCloseTo(truth.hi, 3);
    expect(told.note).toContain("lb2 says P = 1, but its port sent P = 100");
    const other = boundOf("vrrp-stop", {
      vrrp: pair({ vrid: 7, addresses: ["10.77.0.100"] }),
      also: honest,
    });
    expect(other.note).toContain("lb1 says router id = 7, but its port sent router id = 51");
  });

  it("what is smaller holds, so that a lie for a shorter time gains nothing either", () => {
    const told = boundOf("vrrp-crash", { vrrp: pair({ advertS: 0.2 }), also: honest });
    expect(told).toMatchObject({ lo: 1.009, hi: 1.209 });
  });

  it.each([
    ["a priority that a tracker changes", [sends("lb1"), sends("lb2", { priority: 70 }, 14)], -30],
    ["of a tracker that adds", [sends("lb1"), sends("lb2", { priority: 160 }, 14)], 60],
    ["as far as a priority goes", [sends("lb1"), sends("lb2", { priority: 1 }, 14)], -250],
    ["a master that resigns", [...honest, sends("lb1", { priority: 0 }, 10.1)], 0],
    ["another router's frames", [...honest, sends("lb1", { vrid: 9, addresses: [] }, 2)], 0],
  ])("%s is no lie", (_, also, weight) => {
    const trackers = [{ kind: "script", name: "t", detectS: 0, returnS: 0, weight }] as const;
    expect(boundOf("vrrp-stop", { vrrp: pair({ trackers }), also }).note).toBeUndefined();
  });

  it("a hundredth that VRRPv3 cannot send is none", () => {
    const also = [
      sends("lb1", { version: 3, advertS: 0.25 }),
      sends("lb2", { version: 3, advertS: 0.25 }),
    ];
    const { note } = boundOf("vrrp-crash", { vrrp: pair({ version: 3, advertS: 0.255 }), also });
    expect(note).toBeUndefined();
  });

  it("what its schema does not take was not heard", () => {
    const odd = [
      1,
      { kind: "advert", node: "lb1", service: "keepalived", value: { vrid: "x" } },
    ] as const;
    const run = RunView.of(seeded({ check: { check: "lost" }, also: [odd, sends("lb1")] }));
    expect(sentBy(run, "lb1", "keepalived", adverts)).toHaveLength(1);
    expect(sentBy(run, "lb1", "frr", adverts)).toEqual([]);
    expect(boundOf("vrrp-crash", { vrrp: pair({ advertS: 2 }), also: [odd] }).note).toBeUndefined();
  });
});
