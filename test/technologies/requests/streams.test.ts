import { describe, expect, it } from "vitest";
import type { StreamEvent } from "../../../cli/core/journal/events.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import type { CheckReport } from "../../../cli/core/judge/report.ts";
import { graded, kinds, viewOf } from "../../fixtures/kinds.ts";
import { outFrom, type Seed, seeded } from "../../fixtures/seeded.ts";
import { type CheckSpec, checkOf, foundIn, type Row, tableOf } from "../../fixtures/verdicts.ts";

type StreamRow = readonly [second: number, connection: number, event: StreamEvent];

interface Given extends Partial<Seed> {
  readonly streams?: readonly StreamRow[];
  readonly connections?: number;
}

function eventsOf(check: CheckSpec, given: Given) {
  const { streams, connections, ...seed } = given;
  const also = (streams ?? []).map(
    ([second, connection, event]) =>
      [second, { kind: "stream", probe: "site", connection, event }] as const,
  );
  const events = seeded({ ...seed, check: checkOf(check), also: [...also, ...(seed.also ?? [])] });
  return events.map((event) => {
    if (event.kind !== "run") return event;
    const probes = event.plan.probes.map((probe) =>
      probe.name === "site"
        ? { ...probe, kind: "stream", spec: { connections: connections ?? 4, timeout: 5000 } }
        : probe,
    );
    return { ...event, plan: { ...event.plan, probes } };
  });
}

function judged(check: CheckSpec, given: Given): CheckReport {
  return foundIn(eventsOf(check, given));
}

const table = tableOf(judged);

/** Connections 0 to 3, open from the first second on. */
const four: readonly StreamRow[] = [0, 1, 2, 3].map((c) => [0.1, c, "connected"]);
const broke = (second: number, ...connections: number[]): readonly StreamRow[] =>
  connections.map((c) => [second, c, "reset"]);

const silent: readonly Row<Given>[] = [
  ["a prober that stopped before the fault", "unknown", { streams: four, heard: [0, 9] }],
  ["a prober that was late", "unknown", { streams: four, lateUs: () => 90_000 }],
  ["a fault without effect", "unknown", { streams: four, fault: "failed" }],
  ["a step that was not played", "unknown", { streams: four, played: "no" }],
];

describe("broken, at most one of four", () => {
  table({ check: "broken", probe: "site", "at-most": 1 }, [
    ["none", "pass", { streams: four }],
    ["one", "pass", { streams: [...four, ...broke(13, 2)] }],
    ["two", "fail", { streams: [...four, ...broke(13, 2, 3)] }],
    [
      "one, three times",
      "pass",
      {
        streams: [
          ...four,
          ...broke(11, 2),
          [11.5, 2, "connected"],
          ...broke(12, 2),
          [12.5, 2, "connected"],
          ...broke(13, 2),
        ],
      },
    ],
    [
      "two before the fault, open again",
      "pass",
      { streams: [...four, ...broke(5, 1, 2), [6, 1, "connected"], [6, 2, "connected"]] },
    ],
    ["two after healing", "pass", { streams: [...four, ...broke(22, 1, 2)] }],
    [
      "two that were opened anew on purpose",
      "pass",
      {
        streams: [
          ...four,
          [11, 0, "renewed"],
          [11, 1, "renewed"],
          [11.1, 0, "connected"],
          [11.1, 1, "connected"],
        ],
      },
    ],
    ["a journal that says nothing of connections", "unknown", {}],
    ["none open when the fault came", "unknown", { streams: [...four, ...broke(9, 0, 1, 2, 3)] }],
    ...silent,
  ]);
});

describe("broken, at least three of four", () => {
  table({ check: "broken", probe: "site", "at-least": 3 }, [
    ["all", "pass", { streams: [...four, ...broke(13, 0, 1, 2, 3)] }],
    ["two", "fail", { streams: [...four, ...broke(13, 0, 1)] }],
    ["two, by other events", "fail", { streams: [...four, [13, 0, "eof"], [13, 1, "timeout"]] }],
    ["only two were open", "unknown", { streams: [...four.slice(0, 2), ...broke(13, 0, 1)] }],
    ...silent,
  ]);
});

describe("broken, exactly two of four", () => {
  table({ check: "broken", probe: "site", "at-least": 2, "at-most": 2 }, [
    ["one", "fail", { streams: [...four, ...broke(13, 0)] }],
    ["two", "pass", { streams: [...four, ...broke(13, 0, 1)] }],
    ["three", "fail", { streams: [...four, ...broke(13, 0, 1, 2)] }],
  ]);
});

describe("broken", () => {
  const check = { check: "broken", probe: "site", "at-most": 4 };

  it("says how many of how many, how, when, and how long the others waited", () => {
    // Line 1002 is due at 10.02 s and goes over connection 2.
    const streams: StreamRow[] = [...four, ...broke(12.5, 0), [13.25, 1, "timeout"]];
    const events = eventsOf(check, { streams }).map((event) =>
      event.kind === "samples"
        ? {
            ...event,
            rows: event.rows.map((row) =>
              row[0] === 1002 ? ([...row.slice(0, 3), row[2] + 3.4e6, "ok", "web1"] as never) : row,
            ),
          }
        : event,
    );
    const found = graded(events).steps[0]?.checks[0];
    expect(found).toMatchObject({ measured: 2, unit: "connections" });
    expect(found?.evidence).toEqual([
      "2 of 4 connections broke (1 reset, 1 timeout)",
      "the first after 2.5 s, the last after 3.25 s",
      "those that lived on waited up to 3.4 s for an answer",
    ]);
  });

  it("says which connections IPVS may not have told its backup of", () => {
    const streams: StreamRow[] = [...four.slice(0, 3), [9.95, 3, "connected"]];
    expect(judged(check, { streams }).evidence).toContain("1 had sent fewer than 3 lines before");
  });

  it("needs a number", () => {
    const kind = kinds.checks.get("broken");
    expect(kind?.schema.safeParse({ check: "broken", probe: "site" }).success).toBe(false);
  });

  it.each([
    [{ "at-most": 0 }, 12, false],
    [{ "at-most": 0 }, 15.5, true],
    [{ "at-most": 0 }, 13.1, true, 13],
    [{ "at-least": 1 }, 13.1, true, 13],
    [{ "at-least": 2 }, 13.1, false, 13],
    [{ "at-least": 1, "at-most": 3 }, 13.1, false, 13],
  ] as const)("%j is decided at %s s: %s", (numbers, second, ready, at?: number) => {
    const spec = { check: "broken", probe: "site", watch: 5000, ...numbers };
    const streams = [...four, ...(at === undefined ? [] : broke(at, 0))];
    const given = { streams, played: "expect", heard: [0, second] } as const;
    const run = RunView.of(
      eventsOf({ ...spec, watch: "5s" }, given).filter((e) => e.kind !== "end"),
    );
    const step = run.plan?.steps[0];
    const view = step && viewOf(run, step, "expect");
    expect(view && kinds.checks.get("broken")?.ready(spec, view)).toBe(ready);
  });
});

describe("sticky", () => {
  const one = () => "web1";
  table({ check: "sticky", probe: "site" }, [
    ["one server", "pass", { answers: one }],
    ["two in turn", "fail", {}],
    ["one stranger", "fail", { answers: (s) => (s === 12 ? "web2" : "web1") }],
    ["another one before the fault", "pass", { answers: (s) => (s < 10 ? "web2" : "web1") }],
    ["one, after an outage", "pass", { answers: outFrom(10, 13, ["web1"]) }],
    ["nobody", "fail", { answers: outFrom(10, 99, ["web1"]) }],
    ["answers without a name", "unknown", { answers: () => "-" }],
    ["a prober that stopped before the fault", "unknown", { answers: one, heard: [0, 9] }],
  ]);
  table({ check: "sticky", probe: "site", server: "web1" }, [
    ["the one", "pass", { answers: one }],
    ["another one", "fail", { answers: () => "web2" }],
  ]);

  table({ check: "sticky", probe: "site", "as-before": true }, [
    ["the one of before", "pass", { answers: one }],
    ["another one", "fail", { answers: (s) => (s < 10 ? "web2" : "web1") }],
    [
      "the last of several",
      "pass",
      { answers: (s, k) => (s < 8 && k % 2 === 0 ? "web2" : "web1") },
    ],
    ["nobody before", "unknown", { answers: outFrom(0, 10, ["web1"]) }],
  ]);
});
