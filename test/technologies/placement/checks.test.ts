import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import type { CheckReport } from "../../../cli/core/judge/report.ts";
import type { Seed } from "../../fixtures/seeded.ts";
import { type CheckSpec, foundIn, judged, never, table } from "../../fixtures/verdicts.ts";
import { type Moves, twoFailures } from "./two-failures.ts";

const probes = ["vip-a", "vip-b"];

/** The addresses' owners as they change: at the second, of the probe, the node gets it or loses it. */
function moves(
  ...rows: readonly (readonly [second: number, probe: string, node: string, owns: boolean])[]
): Partial<Seed> {
  return {
    also: rows.map(([second, probe, node, owns]) => {
      return [second, { kind: "owner", probe, node, owns }] as const;
    }),
  };
}

/** a and b are on n1, which dies at 10 s. */
const before = [
  [0, "vip-a", "n1", true],
  [0, "vip-b", "n1", true],
] as const;
const gone = [
  [10, "vip-a", "n1", false],
  [10, "vip-b", "n1", false],
] as const;

describe("placed: each service on one node of those that may have it", () => {
  table({ check: "placed", probes, on: ["n3", "n4"], within: "4s" }, [
    [
      "both on one",
      "pass",
      moves(...before, ...gone, [13, "vip-a", "n3", true], [13.5, "vip-b", "n3", true]),
    ],
    [
      "one on each",
      "pass",
      moves(...before, ...gone, [13, "vip-a", "n3", true], [13.5, "vip-b", "n4", true]),
    ],
    [
      "one of them too late",
      "fail",
      moves(...before, ...gone, [13, "vip-a", "n3", true], [16, "vip-b", "n3", true]),
    ],
    ["one of them nowhere", "fail", moves(...before, ...gone, [13, "vip-a", "n3", true])],
    [
      "one of them elsewhere",
      "fail",
      moves(...before, ...gone, [13, "vip-a", "n3", true], [13, "vip-b", "n2", true]),
    ],
    [
      "one of them twice",
      "fail",
      moves(
        ...before,
        ...gone,
        ...(["n3", "n4"] as const).map((node) => [13, "vip-a", node, true] as const),
        [13, "vip-b", "n3", true],
      ),
    ],
    [
      "one of them leaves again",
      "fail",
      moves(
        ...before,
        ...gone,
        [13, "vip-a", "n3", true],
        [13, "vip-b", "n3", true],
        [17, "vip-b", "n3", false],
      ),
    ],
    ["nobody watched the second", "unknown", moves([0, "vip-a", "n3", true])],
    ["nobody watched", "unknown", {}],
    ...never,
  ]);

  it("measures when the last of them is there, and says who has which", () => {
    const seed = moves(...before, ...gone, [12, "vip-a", "n3", true], [13.5, "vip-b", "n4", true]);
    const spec = { check: "placed", probes, on: ["n3", "n4"], within: "4s" };
    const { measured, evidence } = judged(spec, seed);
    expect(measured).toBe(3.5);
    expect(evidence.slice(0, 2)).toEqual(["vip-a: n3", "vip-b: n4"]);
  });
});

describe("carries: no node has more than it has room for", () => {
  const three = [...probes, "vip-c"];
  const third = [0, "vip-c", "n3", true] as const;
  table({ check: "carries", probes: three, "at-most": 2 }, [
    ["two at most", "pass", moves(...before, third)],
    ["a third one, for a moment", "fail", moves(...before, third, [15, "vip-c", "n1", true])],
    [
      "three before the fault, two since",
      "pass",
      moves(...before, third, [5, "vip-c", "n1", true], [9, "vip-c", "n1", false]),
    ],
    ["three from before the fault on", "fail", moves(...before, third, [5, "vip-c", "n1", true])],
    ["three after the phase", "pass", moves(...before, third, [25, "vip-c", "n1", true])],
    [
      "nobody holds anything",
      "fail",
      moves(
        ...before,
        third,
        ...gone,
        [9, "vip-c", "n3", false],
        [9, "vip-a", "n1", false],
        [9, "vip-b", "n1", false],
      ),
    ],
    ["nobody watched one of them", "unknown", moves(...before)],
    ...never,
  ]);

  it("says of each node what it held at most", () => {
    const seed = moves(...before, third, ...gone, [13, "vip-a", "n3", true]);
    const { measured, evidence } = judged({ check: "carries", probes: three, "at-most": 1 }, seed);
    expect(measured).toBe(2);
    expect(evidence).toEqual(["n3: 2 (vip-a, vip-c)"]);
  });

  it("is watched until the end of its bound", () => {
    const seed = moves(...before, third);
    const spec = { check: "carries", probes: three, "at-most": 2, through: "4s" };
    expect(judged(spec, seed).verdict).toBe("pass");
  });
});

/** What the step behind the two failures says of them. */
function afterwards(check: CheckSpec, first: Moves, second: Moves, change = same): CheckReport {
  return foundIn(change(twoFailures(check, first, second)));
}

const same = (events: readonly JournalEvent[]) => events;

describe("survives: so many failures in a row", () => {
  const survives = (failures: number) => ({
    check: "survives",
    steps: ["once", "twice"],
    probes,
    failures,
  });

  it.each([
    [2, [["vip-a", "n3"]], [["vip-b", "n4"]], 2],
    [1, [["vip-a", "n3"]], [], 1],
    [0, [], [["vip-b", "n4"]], 0],
    [0, [], [], 0],
  ] as const)("%d: %j, then %j", (failures, first, second, measured) => {
    const report = afterwards(survives(failures), first, second);
    expect(report).toMatchObject({ verdict: "pass", measured });
  });

  it.each([
    ["fewer than it should", 2, [["vip-a", "n3"]], []],
    ["more than it can", 1, [["vip-a", "n3"]], [["vip-b", "n4"]]],
    [
      "by a service that two nodes have",
      1,
      [
        ["vip-a", "n3"],
        ["vip-a", "n4"],
      ],
      [],
    ],
  ] as const)("%s is no pass", (_, failures, first, second) => {
    expect(afterwards(survives(failures), first, second).verdict).toBe("fail");
  });

  it("is unknown where one of the steps was not played, or nobody watched", () => {
    const unplayed = (events: readonly JournalEvent[]) =>
      events.filter((event) => !("step" in event) || event.step !== "twice");
    const unwatched = (events: readonly JournalEvent[]) =>
      events.filter((event) => event.kind !== "owner" || event.probe !== "vip-b");
    for (const change of [unplayed, unwatched])
      expect(afterwards(survives(1), [["vip-a", "n3"]], [], change).verdict).toBe("unknown");
  });

  it("says how each of the steps ended", () => {
    const { evidence } = afterwards(survives(1), [["vip-a", "n3"]], []);
    expect(evidence.slice(1)).toEqual([
      "at the end of once: vip-a: n3, vip-b: n2",
      "at the end of twice: vip-a: n3, vip-b: nobody",
    ]);
  });

  it("says a row of the table in the summary, whether it passed or not", () => {
    const rows = [1, 2].map((failures) => {
      const report = afterwards({ ...survives(failures), capacity: 2 }, [["vip-a", "n3"]], []);
      return [report.verdict, report.remark];
    });
    const row =
      "once, twice: 3 nodes, 66.7 % idle, 1 failure survived, longest outage 3 s, at most 1 service on a node";
    expect(rows).toEqual([
      ["pass", row],
      ["fail", row],
    ]);
  });
});
