import { describe, expect, it } from "vitest";
import type { PlannedAsk, PlannedStep } from "../../../cli/core/cluster/plan.ts";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import type { Report } from "../../../cli/core/judge/report.ts";
import { predictionTable, scorePredictions } from "../../../cli/learn/predict/table.ts";
import { predictionText } from "../../../cli/learn/predict/text.ts";
import { makeRun } from "../../fixtures/journal.ts";

const failoverAsks: readonly PlannedAsk[] = [
  { ask: "owner", probe: "vip", points: 1 },
  { ask: "outage", probe: "site", points: 2 },
  { ask: "lost", probe: "site", points: 1 },
  { ask: "streams", probe: "talk", points: 1 },
];

/** The fixture's run, its steps asking. */
function asking(
  changes: Readonly<Record<string, Partial<PlannedStep>>>,
  more: readonly JournalEvent[] = [],
): { readonly view: RunView; readonly report: Report } {
  const { events, report, plan } = makeRun();
  const steps = plan.steps.map((step) => ({ ...step, ...changes[step.id] }));
  const all = [...events, ...more].toSorted((a, b) => a.t - b.t);
  const view = RunView.of(
    all.map((event) => (event.kind === "run" ? { ...event, plan: { ...plan, steps } } : event)),
  );
  return { view, report };
}

const failover = {
  fault: { fault: "power-off", node: "lb1" },
  expect: [
    { check: "outage", probe: "site" },
    { check: "one-owner", probe: "vip" },
  ],
  predict: failoverAsks,
};

const startNs = makeRun().events[0]?.t ?? 0;
const stream = (s: number, connection: number, event: "connected" | "reset"): JournalEvent => {
  return { kind: "stream", t: startNs + s * 1e9, probe: "talk", connection, event };
};

describe("predicted, promised, measured", () => {
  const streams = [stream(1, 0, "connected"), stream(1, 1, "connected")];
  const { view, report } = asking({ failover }, [...streams, stream(5, 0, "reset")]);

  it("compares what was said with what was measured", () => {
    const said = { owner: "lb2", outage: "4s", lost: "5000", streams: "stay" };
    const table = predictionTable(report, view, "failover", said);
    expect(
      table?.rows.map(({ predicted, measured, grade, points }) => [
        predicted,
        measured,
        grade,
        points,
      ]),
    ).toEqual([
      ["lb2", "lb2", "full", 1],
      ["4 s", "2.92 s", "full", 2],
      ["5000", "582", "half", 0.5],
      ["stay", "stay", "full", 1],
    ]);
    expect(table && scorePredictions(table)).toEqual({
      predictionPoints: 4.5,
      maxPredictionPoints: 5,
    });
  });

  it("has the formula with the student's own numbers, and the requests of that time", () => {
    const table = predictionTable(report, view, "failover", {});
    const bounds = table?.rows.map(({ bound }) => bound && [bound.lo, bound.hi, bound.formula]);
    expect(bounds).toEqual([
      undefined,
      [2.61, 3.61, "2A+skew .. 3A+skew"],
      [522, 722, "200/s x (2A+skew .. 3A+skew)"],
      undefined,
    ]);
    expect(table?.rows[1]?.bound?.inputs).toEqual({ A: 1, P: 100, skew: 0.609 });
  });

  it("says what such an outage costs of a year", () => {
    const table = predictionTable(report, view, "failover", {});
    expect(table?.year).toEqual({
      outageS: 2.915,
      of: [
        { availability: 99, allowedS: 315_360, times: 108_185 },
        { availability: 99.9, allowedS: 31_536, times: 10_818 },
        { availability: 99.99, allowedS: 3153.6, times: 1081 },
      ],
    });
    expect(table?.phase).toMatchObject({ probe: "site", lost: 582 });
  });

  it("gives nothing for what was not said, and asks nothing for what could not be measured", () => {
    const blind = asking({ failover });
    const table = predictionTable(blind.report, blind.view, "failover", { owner: "lb1" });
    expect(table?.rows.map(({ grade, points, maxPoints }) => [grade, points, maxPoints])).toEqual([
      ["none", 0, 1],
      ["unsaid", 0, 2],
      ["unsaid", 0, 1],
      ["unknown", 0, 0],
    ]);
    expect(table?.rows[3]?.why).toBe("no connection of talk was open");
  });

  it("knows nothing of a fault that did not happen, or of a check that is unknown", () => {
    const { view: failed } = asking({ steady: failover });
    expect(predictionTable(report, failed, "steady", {})?.rows[0]?.why).toBe(
      "the fault has not taken effect",
    );
    const unknown: Report = {
      ...report,
      steps: report.steps.map((step) => ({
        ...step,
        checks: step.checks.map((check) => ({
          ...check,
          verdict: "unknown" as const,
          evidence: ["this machine was too busy"],
        })),
      })),
    };
    const rows = predictionTable(unknown, view, "failover", { outage: "4s" })?.rows;
    expect(rows?.[1]).toMatchObject({ grade: "unknown", why: "this machine was too busy" });
  });

  it("measures 0 where nobody was lost", () => {
    const change = {
      ...failover,
      fault: null,
      predict: [
        { ask: "outage", probe: "site", points: 1 },
        { ask: "lost", probe: "site", points: 1 },
      ] as const,
    };
    const calm = asking({ steady: change });
    const table = predictionTable(calm.report, calm.view, "steady", { outage: "0", lost: "0" });
    expect(table?.rows.map(({ measured, grade }) => [measured, grade])).toEqual([
      ["0 s", "full"],
      ["0", "full"],
    ]);
    expect(table?.year).toBeNull();
  });

  it("is nothing for a step that asks nothing, is not there, or was not played", () => {
    expect(predictionTable(report, view, "steady", {})).toBeUndefined();
    expect(predictionTable(report, view, "nowhere", {})).toBeUndefined();
    const { steps, ...rest } = report;
    expect(predictionTable({ ...rest, steps: [] }, view, "failover", {})).toBeUndefined();
    expect(steps).not.toEqual([]);
  });

  it("is read in 80 columns", () => {
    const said = { owner: "lb2", outage: "4s", lost: "5000", streams: "stay" };
    const table = predictionTable(report, view, "failover", said);
    if (!table || !view.plan) throw new Error("nothing to show");
    const text = predictionText(table, view.plan, { lang: "en", width: 80 });
    expect(text.split("\n")).toEqual([
      "Power off the master",
      "                          predicted  formula        measured  points",
      "who has 10.77.0.100 then  lb2        -              lb2       1 of 1",
      "outage of site            4 s        2.61 … 3.61 s  2.92 s    2 of 2",
      "requests of site lost     5000       522 … 722      582       0.5 of 1",
      "open connections of talk  stay       -              stay      1 of 1",
      "formula of outage of site: 2A+skew .. 3A+skew with A = 1, P = 100, skew = 0.609",
      "  (RFC 3768 6.1)",
      "From the fault to its healing 582 of 1021 requests of site were lost:",
      "  availability 42.99 %.",
      "A year leaves room for so many outages of 2.92 s:",
      "  99 %: 108185 (together 3.65 days)",
      "  99.9 %: 10818 (together 8.76 h)",
      "  99.99 %: 1081 (together 52.6 min)",
    ]);
    for (const lang of ["de", "hu"] as const)
      for (const line of predictionText(table, view.plan, { lang, width: 80 }).split("\n"))
        expect([...line].length).toBeLessThanOrEqual(84);
  });
});
