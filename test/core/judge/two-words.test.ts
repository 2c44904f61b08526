import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { contradictedBy } from "../../../cli/core/judge/two-words.ts";
import { atNs, type Seed, seeded } from "../../fixtures/seeded.ts";
import { judged, table } from "../../fixtures/verdicts.ts";

const heard = (second: number, node: string, answers: boolean | null) =>
  [second, { kind: "heard", probe: "vip", node, answers } as const] as const;
const off = (second: number, node: string, state: "off" | "up") =>
  [second, { kind: "node", node, state } as const] as const;

const one = { check: "owners", probe: "vip", count: 1 };
const lb1: Seed["owners"] = [
  [0, "lb1", true],
  [0, "lb2", false],
];
const honest = [heard(0.1, "lb1", true), heard(0.1, "lb2", false)];

describe("a node that says the truth", () => {
  table(one, [
    ["nobody listened", "pass", { owners: lb1 }],
    ["its port says the same", "pass", { owners: lb1, also: honest }],
    [
      "its port answers for a moment longer than it says that it holds the address",
      "pass",
      {
        owners: [...lb1, [12, "lb1", false], [12, "lb2", true]],
        also: [...honest, heard(12.9, "lb1", false), heard(12, "lb2", true)],
      },
    ],
    [
      "an emulated machine that answers late",
      "pass",
      {
        owners: lb1,
        also: [...honest, heard(12, "lb1", false), heard(13.9, "lb1", true)],
      },
    ],
    ["no question reaches it", "pass", { owners: lb1, also: [...honest, heard(12, "lb1", null)] }],
    [
      "a prober that stalled as long: the machine was busy",
      "pass",
      {
        owners: lb1,
        lateUs: (second) => (second > 12 && second < 12.2 ? 900_000 : 0),
        also: [...honest, heard(12, "lb2", true), heard(14.5, "lb2", false)],
      },
    ],
    [
      "it goes off, and its cable is new when it is back",
      "pass",
      {
        owners: [...lb1, [13, "lb1", true]],
        also: [...honest, off(12.9, "lb2", "off"), off(20, "lb2", "up")],
      },
    ],
  ]);

  it("is silent under a fault of ours that may keep its kernel from answering", () => {
    const fault = { kind: "fault", id: "f", fault: "reset", title: "", nodes: ["lb1"] } as const;
    const at = (phase: "intent" | "healed") =>
      ({ ...fault, step: "s", phase, evidence: [] }) as const;
    const also = [
      ...honest,
      [12, at("intent")],
      heard(12.1, "lb1", false),
      [16, at("healed")],
      heard(17.5, "lb1", true),
    ] as const;
    expect(judged(one, { owners: lb1, also }).verdict).toBe("pass");
  });
});

describe("a node that lies, or whose watch says nothing", () => {
  const hidden = { owners: lb1, also: [...honest, heard(12, "lb2", true)] };
  const claimed = {
    owners: lb1,
    also: [heard(0.1, "lb1", false), heard(0.1, "lb2", true)],
    fault: "none",
  } as const;
  table(one, [
    ["its port answers for longer than a second", "fail", hidden],
    [
      "for just longer than a second",
      "fail",
      { owners: lb1, also: [...honest, heard(12, "lb2", true), heard(13.1, "lb2", false)] },
    ],
    [
      "its watch has never said a word",
      "fail",
      { owners: [[0, "lb1", true]], also: [...honest, heard(12, "lb2", true)] },
    ],
    ["it says that it holds the address, and answers no question", "fail", claimed],
    [
      "nobody's watch says a word: nothing that a node does makes a fail unknown",
      "fail",
      { owners: [], also: [heard(0, "lb1", true)] },
    ],
  ]);

  it("is told both words, and when", () => {
    const { evidence } = judged(one, {
      owners: lb1,
      also: [...honest, heard(12, "lb2", true), heard(18, "lb2", false)],
    });
    expect(evidence[0]).toBe(
      "lb2 says that it does not hold 10.77.0.100, but its port answered ARP for it from 12.0 s to 18.0 s",
    );
    expect(judged(one, { ...claimed }).evidence).toContain(
      "lb1 says that it holds 10.77.0.100, but its port answered no question for it from 0.1 s to 31.0 s",
    );
  });

  it("passes for nobody whom the fault is meant for", () => {
    const also = [...honest, heard(5, "lb2", true), heard(9.5, "lb2", false)];
    const check = { check: "lost", probe: "site", "at-most": 1000 };
    const meant = { owners: lb1, also, meant: "owner-of vip" };
    expect(judged(check, meant)).toMatchObject({ verdict: "fail", points: 0 });
    expect(judged(check, { ...meant, also: honest }).verdict).toBe("pass");
  });
});

describe("when two words differ", () => {
  const run = RunView.of(
    seeded({
      check: one,
      owners: lb1,
      also: [...honest, heard(12, "lb2", true), heard(18, "lb2", null)],
    }),
  );
  it.each([
    [0, 11.9, false],
    [0, 12.1, true],
    [17, 30, true],
    [18.1, 30, false],
  ])("from %s s to %s s: %s", (from, to, differ) => {
    expect(contradictedBy(run, "vip", atNs(from), atNs(to)) !== undefined).toBe(differ);
    expect(contradictedBy(run, "another", atNs(from), atNs(to))).toBeUndefined();
  });
});
