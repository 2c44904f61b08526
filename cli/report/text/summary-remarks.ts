/** What a row of the summary's table cannot say: conflicts, and why a step did not pass. */
import type { CheckReport, StepReport } from "../../core/judge/report.ts";
import { CONFLICT_S } from "../chart/layout.ts";
import type { Timeline } from "../chart/timeline.ts";
import { boundText, cleanText, ellipsis, measureText } from "../view.ts";

export interface Remark {
  readonly text: string;
  readonly bad: boolean;
}

/** More evidence than this is in the report. */
const MOST_EVIDENCE = 3;
/** Of one line of evidence, in characters. */
const LONGEST = 240;

/** In the order in which a reader asks: was it broken, who held the address, what failed. */
export function stepRemarks(step: StepReport, whole: Timeline): readonly Remark[] {
  return [
    ...faultRemarks(step),
    ...measureRemarks(step),
    ...conflictRemarks(step, whole),
    ...clientRemarks(step),
    ...step.checks.flatMap(checkRemarks),
  ];
}

function faultRemarks({ fault }: StepReport): Remark[] {
  if (!fault || fault.effective) return [];
  const why = ellipsis(fault.evidence.map(cleanText).join("; "), LONGEST);
  return [{ text: `the fault had no effect${why ? `: ${why}` : ""}`, bad: true }];
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

/** Where some clients are hit and others not, the longest outage says nothing: how many, how long. */
function clientRemarks({ checks }: StepReport): Remark[] {
  const hit = checks.find((check) => check.check === "clients-hit" && check.verdict === "pass");
  if (!hit?.evidence[0]) return [];
  const time = checks.find((check) => check.check === "impaired" && check.measured !== undefined);
  const within = time?.bound ? ` (${boundText(time.bound, time.unit ?? "s")})` : "";
  const after = time?.measured === undefined ? "" : `, for ${time.measured.toFixed(2)} s${within}`;
  return [{ text: `${cleanText(hit.evidence[0])}${after}`, bad: false }];
}

function checkRemarks(check: CheckReport): Remark[] {
  if (check.verdict === "pass") return [];
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
