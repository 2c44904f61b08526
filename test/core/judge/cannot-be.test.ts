import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readJournal } from "../../../cli/core/journal/file.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { grade } from "../../../cli/core/judge/grade.ts";
import type { Report, StepReport } from "../../../cli/core/judge/report.ts";
import { makeRun } from "../../fixtures/journal.ts";
import { kinds } from "../../fixtures/kinds.ts";
import { randomJournal } from "../../fixtures/random-journal.ts";
import { shipped } from "../../fixtures/shipped.ts";

/** Of figures that are rounded to a thousandth. */
const roundS = 0.0011;

/** What no report may say, whatever was seen. */
function impossible(report: Report): string[] {
  const { availability, took } = report;
  const ratio = availability?.ratio ?? 0;
  return [
    ...report.steps.flatMap(stepLies),
    ...(ratio < 0 || ratio > 1 ? [`availability ${ratio}`] : []),
    ...((availability?.seconds ?? 0) > took + roundS ? ["availability of more than the run"] : []),
    ...(report.points === report.maxPoints && report.maxPoints > 0 && report.verdict === "fail"
      ? ["every point of a run that failed"]
      : []),
  ];
}

function stepLies(step: StepReport): string[] {
  const { id, startAt, endAt, impact, fault } = step;
  const phaseS = endAt - startAt + roundS;
  const seconds = [
    ...step.checks.flatMap(({ unit, measured, check }) =>
      unit === "s" && measured !== undefined ? [[check, measured] as const] : [],
    ),
    ...(impact ? [["impact", impact.outage] as const] : []),
  ];
  const counted = Object.values(impact?.how ?? {}).reduce((sum, one) => sum + one, 0);
  const never = fault && fault.healedAt === null && fault.healing === undefined;
  return [
    ...seconds.flatMap(([name, value]) =>
      value >= 0 && value <= phaseS ? [] : [`${id}: ${name} ${value} s in a step of ${phaseS} s`],
    ),
    ...(impact && counted !== impact.lost ? [`${id}: ${counted} of ${impact.lost} explained`] : []),
    ...(impact && impact.lost > 0 && impact.lost === impact.sent && impact.outage === 0
      ? [`${id}: all was lost, and nothing was out`]
      : []),
    ...(never ? [`${id}: healed never, and nobody knows why`] : []),
    ...(step.verdict === "fail" && step.maxPoints > 0 && step.points === step.maxPoints
      ? [`${id}: fail ${step.points}/${step.maxPoints}`]
      : []),
  ];
}

describe("a figure that cannot be", () => {
  it("is found, were there one", () => {
    const report = grade(RunView.of(makeRun().events), kinds);
    expect(impossible(report)).toEqual([]);
    const [first, ...rest] = report.steps;
    if (!first?.impact) throw new Error("the fixture's first step felt nothing");
    const impact = { ...first.impact, outage: 65.018 };
    expect(impossible({ ...report, steps: [{ ...first, impact }, ...rest] })).toHaveLength(1);
  });

  it.each(shipped.map((plan) => [plan.lab, plan] as const))(
    "is in no report of %s, whatever its journal says",
    (_, plan) => {
      for (let seed = 1; seed <= 12; seed += 1) {
        const report = grade(RunView.of(randomJournal(plan, seed)), kinds);
        expect(impossible(report), `seed ${seed}`).toEqual([]);
      }
    },
  );

  /** Journals of runs that were played: `HALAB_JOURNALS=runs npm run test:unit`. */
  const stored = process.env["HALAB_JOURNALS"] ?? "";
  const dirs = stored && existsSync(stored) ? readdirSync(stored) : [];
  it.each(dirs.map((name) => join(stored, name, "journal.ndjson")).filter(existsSync))(
    "is in no report of %s",
    (path) => {
      expect(impossible(grade(RunView.of(readJournal(path)), kinds))).toEqual([]);
    },
  );
});
