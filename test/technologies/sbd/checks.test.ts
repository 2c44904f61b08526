import { describe, expect, it } from "vitest";
import type { SbdValues } from "../../../cli/technologies/sbd/readers/sbd.ts";
import { graded, inForce } from "../../fixtures/kinds.ts";
import { type Seed, seeded } from "../../fixtures/seeded.ts";

/** The fault comes after 10 s and is healed after 20 s. */
type Power = readonly [second: number, node: string, state: "up" | "off"];

function judged(check: Readonly<Record<string, unknown>>, powers: readonly Power[], more = {}) {
  const also = powers.map(
    ([second, node, state]) => [second, { kind: "node", node, state }] as const,
  );
  const seed: Seed = { check, vrrp: [], owners: [[1, "lb1", true]], also, ...more };
  const [found] = graded(seeded(seed)).steps[0]?.checks ?? [];
  return found;
}

const up: readonly Power[] = [
  [0, "lb1", "up"],
  [0, "lb2", "up"],
];
const who = {
  check: "self-fenced",
  node: "lb2",
  probe: "vip",
  within: { loMs: 0, hiMs: 8000 },
  points: 5,
};
const nobody = { check: "self-fenced", probe: "vip", points: 5 };

describe("self-fenced", () => {
  it.each<[what: string, check: object, verdict: string, powers: readonly Power[]]>([
    ["the one who has to", who, "pass", [...up, [14, "lb2", "off"]]],
    ["nobody, where one has to", who, "fail", up],
    ["the other one", who, "fail", [...up, [14, "lb1", "off"]]],
    ["both", who, "fail", [...up, [14, "lb2", "off"], [14.2, "lb1", "off"]]],
    ["too late", who, "fail", [...up, [19, "lb2", "off"]]],
    ["nobody, where nobody may", nobody, "pass", up],
    ["one, where nobody may", nobody, "fail", [...up, [14, "lb2", "off"]]],
    ["who was off before", nobody, "pass", [...up, [5, "lb2", "off"]]],
    [
      "who is said to be off a second time",
      nobody,
      "pass",
      [...up, [5, "lb2", "off"], [14, "lb2", "off"]],
    ],
    ["what the fault itself switched off", nobody, "pass", [...up, [10.2, "lb1", "off"]]],
    ["nobody was looked at", nobody, "unknown", []],
  ])("%s", (_, check, verdict, powers) => {
    expect(judged({ ...check }, powers)?.verdict).toBe(verdict);
  });

  it("fails where the address was taken before", () => {
    const owners = [
      [1, "lb2", true],
      [12, "lb1", true],
    ] as const;
    const found = judged(who, [...up, [14, "lb2", "off"]], { owners });
    expect(found).toMatchObject({ verdict: "fail" });
    expect(found?.evidence[0]).toContain("before lb2 was off");
  });
});

describe("disk-timeouts", () => {
  const right: SbdValues = {
    devices: ["/dev/sda"],
    uuid: "a",
    watchdogS: 8,
    loopS: 1,
    msgwaitS: 16,
    pacemaker: true,
    watchdog: "Software Watchdog",
  };
  const check = { check: "disk-timeouts", nodes: ["lb1", "lb2"], points: 5 };
  const verdict = (lb1: object | null, lb2: object | null) => {
    const told = [["lb1", lb1] as const, ["lb2", lb2] as const].flatMap(([node, values]) =>
      values === null ? [] : [[1, inForce(node, "sbd", { ...right, ...values })] as const],
    );
    const [found] = graded(seeded({ check, vrrp: [], also: told })).steps[0]?.checks ?? [];
    return found?.verdict;
  };

  it.each<[what: string, verdict: string, lb1: object | null, lb2: object | null]>([
    ["twice the watchdog's", "pass", {}, {}],
    ["less than twice", "fail", { msgwaitS: 15 }, { msgwaitS: 15 }],
    ["another disk", "fail", {}, { uuid: "b" }],
    ["no disk at all", "fail", { devices: [] }, { devices: [] }],
    ["one without SBD", "fail", {}, null],
    ["nobody has told", "unknown", null, null],
  ])("%s", (_, expected, lb1, lb2) => {
    expect(verdict(lb1, lb2)).toBe(expected);
  });
});
