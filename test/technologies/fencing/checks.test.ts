import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { graded } from "../../fixtures/kinds.ts";
import { seeded } from "../../fixtures/seeded.ts";

/** The fault comes after 10 s. lb1 had the address; the seeds say who has it when. */
type Change = readonly [seconds: number, node: string, owns: boolean];

function verdict(
  check: Readonly<Record<string, unknown>>,
  changes: readonly Change[],
  shots: readonly (readonly [number, Readonly<Record<string, unknown>>])[] = [],
) {
  const owners = changes.map(([s, node, owns]): [number, JournalEvent] => [
    s,
    { kind: "owner", t: s * 1e9, probe: "vip", node, owns },
  ]);
  const told = shots.map(([s, value]): [number, JournalEvent] => [
    s,
    { kind: "told", t: s * 1e9, probe: "power", node: "lb2", value },
  ]);
  const journal = seeded({ check, vrrp: [], also: [...owners, ...told] });
  const [found] = graded(journal).steps[0]?.checks ?? [];
  return found;
}

const never = { check: "never-two", probe: "vip", points: 5 };

describe("never-two", () => {
  it.each<[string, string, readonly Change[], object]>([
    [
      "one takes over once the other is gone",
      "pass",
      [
        [1, "lb1", true],
        [12, "lb1", false],
        [13, "lb2", true],
      ],
      {},
    ],
    [
      "both have it for a second",
      "fail",
      [
        [1, "lb1", true],
        [12, "lb2", true],
        [13, "lb1", false],
      ],
      {},
    ],
    [
      "both have it for 10 ms",
      "fail",
      [
        [1, "lb1", true],
        [12, "lb2", true],
        [12.01, "lb1", false],
      ],
      {},
    ],
    [
      "as long as is allowed",
      "pass",
      [
        [1, "lb1", true],
        [12, "lb2", true],
        [12.5, "lb1", false],
      ],
      { "at-most": 600 },
    ],
    [
      "the control: two, as they have to be",
      "pass",
      [
        [1, "lb1", true],
        [12, "lb2", true],
        [13, "lb1", false],
      ],
      { "at-least": 500 },
    ],
    ["the control: never two", "fail", [[1, "lb1", true]], { "at-least": 500 }],
    ["nobody watched", "unknown", [], { probe: "other" }],
  ])("%s: %s", (_, expected, changes, more) => {
    expect(verdict({ ...never, ...more }, changes)?.verdict).toBe(expected);
  });
});

const off = (plug: string, tookMs = 300) => ({
  action: "off",
  plug,
  ok: true,
  text: "done",
  tookMs,
});
const fenced = {
  check: "fenced",
  probe: "power",
  node: "lb1",
  before: "vip",
  within: 5000,
  points: 5,
};

describe("fenced", () => {
  const taken: readonly Change[] = [
    [1, "lb1", true],
    [12, "lb1", false],
    [14, "lb2", true],
  ];
  it.each<
    [string, string, readonly (readonly [number, Readonly<Record<string, unknown>>])[], object]
  >([
    ["the one that was cut off, in time", "pass", [[13, off("lb1")]], {}],
    ["nobody", "fail", [], {}],
    ["another one", "fail", [[13, off("lb2")]], {}],
    [
      "both of them",
      "fail",
      [
        [13, off("lb1")],
        [13.1, off("lb2")],
      ],
      {},
    ],
    ["after the address was taken", "fail", [[15, off("lb1")]], {}],
    ["the switch failed", "fail", [[13, { ...off("lb1"), ok: false }]], {}],
    ["before this step", "fail", [[5, off("lb1")]], {}],
    [
      "nobody has to be, and nobody was",
      "pass",
      [[2, { action: "monitor", plug: "-", ok: true, text: "", tookMs: 1 }]],
      { node: undefined, before: undefined },
    ],
    [
      "nobody has to be, and one was",
      "fail",
      [[13, off("lb1")]],
      { node: undefined, before: undefined },
    ],
  ])("%s: %s", (_, expected, shots, more) => {
    expect(verdict({ ...fenced, ...more }, taken, shots)?.verdict).toBe(expected);
  });
});
