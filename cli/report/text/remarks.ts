/** What a row of the summary's table cannot say: conflicts, and why a step did not pass. */

import { cleanText, ellipsis } from "../../core/base/clean.ts";
import type { Diagnosis } from "../../core/diagnose/diagnose.ts";
import { causesBySteps, placeText } from "../../core/diagnose/of-run.ts";
import { lostText } from "../../core/journal/failures.ts";
import type { CheckReport, Report, StepReport } from "../../core/judge/report.ts";
import { CONFLICT_S } from "../chart/layout.ts";
import type { Timeline } from "../chart/timeline.ts";
import { measureText } from "../words.ts";

export interface Remark {
  readonly text: string;
  readonly bad: boolean;
}

/** More evidence than this is in the report. */
const MOST_EVIDENCE = 3;
/** Of one line of evidence, in characters. */
const LONGEST = 240;

/** Under a step that failed: the first cause, and how to read on. */
export function causeRemarks(
  report: Report,
  diagnosis: Diagnosis | undefined,
): ReadonlyMap<string, readonly Remark[]> {
  if (!diagnosis) return new Map();
  const failed = report.steps.filter(({ verdict }) => verdict !== "pass").map(({ id }) => id);
  const causes = causesBySteps(diagnosis, failed);
  return new Map(
    [...causes].map(([step, finding]) => {
      const why = `why: ${cleanText(finding.because)} (${cleanText(placeText(finding))})`;
      const more = `more: halab diagnose ${cleanText(report.run)}`;
      const both = [ellipsis(why, LONGEST), more].map((text) => ({ text, bad: true }));
      return [step, both];
    }),
  );
}

/** In the order in which a reader asks: was it broken, who held the address, what failed. */
export function stepRemarks(step: StepReport, whole: Timeline): readonly Remark[] {
  return [
    ...faultRemarks(step),
    ...lostRemarks(step),
    ...measureRemarks(step),
    ...conflictRemarks(step, whole),
    ...ownRemarks(step),
    ...checksRemarks(step),
  ];
}

function faultRemarks({ fault }: StepReport): Remark[] {
  if (!fault || fault.effective) return [];
  const why = ellipsis(fault.evidence.map(cleanText).join("; "), LONGEST);
  return [{ text: `the fault had no effect${why ? `: ${why}` : ""}`, bad: true }];
}

/** How what users lost was lost. */
function lostRemarks({ impact }: StepReport): Remark[] {
  if (!impact?.how) return [];
  return [{ text: lostText(impact.lost, new Map(Object.entries(impact.how))), bad: false }];
}

function measureRemarks({ measures = [] }: StepReport): Remark[] {
  const taken = measures.map((measure) => measureText(measure));
  const failed = measures.filter((measure) => measure.value === null);
  return [
    ...(taken.length > 0 ? [{ text: taken.join(", "), bad: false }] : []),
    ...failed.map(({ name, evidence }) => ({
      text: `${cleanText(name)}: ${ellipsis(evidence.map(cleanText).join("; "), LONGEST)}`,
      bad: true,
    })),
  ];
}

function conflictRemarks(step: StepReport, whole: Timeline): Remark[] {
  return whole.owners.flatMap((lane) => {
    const spans = lane.conflicts.filter(
      (span) =>
        span.to - span.from >= CONFLICT_S && span.from < step.endAt && span.to > step.startAt,
    );
    if (spans.length === 0) return [];
    const total = spans.reduce((sum, span) => sum + span.to - span.from, 0);
    const last = Math.max(...spans.map((span) => span.to));
    const healedAt = step.fault?.healedAt ?? null;
    const after =
      healedAt !== null && last > healedAt
        ? `, one again ${(last - healedAt).toFixed(2)} s after healing`
        : "";
    const where = whole.owners.length > 1 ? `${cleanText(lane.probe)}: ` : "";
    return [{ text: `${where}two owners for ${total.toFixed(2)} s${after}`, bad: false }];
  });
}

function ownRemarks({ checks }: StepReport): Remark[] {
  return checks.flatMap(({ remark }) =>
    remark === undefined ? [] : [{ text: cleanText(remark), bad: false }],
  );
}

/** Why checks did not pass. What several say alike, of the fault or of the machine, is said once. */
function checksRemarks({ checks }: StepReport): Remark[] {
  const said = new Set<string>();
  const failed = checks.filter(({ verdict }) => verdict !== "pass");
  return failed.flatMap((check) => {
    const evidence = check.evidence.filter((line) => check.evidence.length < 2 || !said.has(line));
    for (const line of check.evidence) said.add(line);
    return checkRemarks({ ...check, evidence });
  });
}

function checkRemarks(check: CheckReport): Remark[] {
  const evidence = check.evidence.map((line) => ellipsis(cleanText(line), LONGEST));
  const shown = evidence.slice(0, MOST_EVIDENCE);
  const more = evidence.length - shown.length;
  const lines = [
    `${cleanText(check.check)}: ${check.verdict}${shown[0] ? `: ${shown[0]}` : ""}`,
    ...shown.slice(1),
    ...(more > 0 ? [`(${more} more in the report)`] : []),
  ];
  return lines.map((text) => ({ text, bad: true }));
}
