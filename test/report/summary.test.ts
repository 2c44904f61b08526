import { expect, it } from "vitest";
import { RunView } from "../../cli/core/journal/view.ts";
import type { CheckReport } from "../../cli/core/judge/report.ts";
import { renderSummary } from "../../cli/report/text/summary.ts";
import { makeRun } from "../fixtures/journal.ts";

/** What users may bear of an outage, to so many seconds. */
const outage = (measured: number, hi: number): CheckReport => ({
  ...{ check: "outage", title: "outage of site", headline: true, verdict: "pass", evidence: [] },
  ...{ points: 1, maxPoints: 1, measured, unit: "s" },
  bound: { lo: 0, hi, formula: "", inputs: {}, source: "", tolerance: 0.05 },
});

it.each([
  ["while the fault is in", [outage(7, 11), outage(0.1, 22)], "11 s"],
  ["when it is healed", [outage(0.1, 11), outage(7, 22)], "22 s"],
])("a step shows the bound of the phase in which users felt most: %s", (_, checks, shown) => {
  const { events, report } = makeRun();
  const steps = report.steps.map((step) => ({ ...step, checks }));
  const options = { columns: 80, colour: false };
  const text = renderSummary({ ...report, steps }, RunView.of(events), options);
  expect(text).toContain(`0 … ${shown}`);
  expect(text.match(/0 … [12]{2} s/g)).toHaveLength(steps.length);
});
