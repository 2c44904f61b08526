/** What a row of the summary's table cannot say: conflicts, and why a step did not pass. */

import { cleanText, ellipsis } from "../../core/base/clean.ts";
import type { Language } from "../../core/base/language.ts";
import type { Diagnosis } from "../../core/diagnose/diagnose.ts";
import { causesBySteps, placeText } from "../../core/diagnose/of-run.ts";
import type { CheckReport, Report, StepReport } from "../../core/judge/report.ts";
import { CONFLICT_S } from "../chart/layout.ts";
import type { Timeline } from "../chart/timeline.ts";
import { measureText } from "../words.ts";
import { failureWord, numbersIn, said, verdictWord } from "./say.ts";

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
  language: Language = "en",
): ReadonlyMap<string, readonly Remark[]> {
  if (!diagnosis) return new Map();
  const failed = report.steps.filter(({ verdict }) => verdict !== "pass").map(({ id }) => id);
  const causes = causesBySteps(diagnosis, failed);
  return new Map(
    [...causes].map(([step, finding]) => {
      const why = `${said(language, "why")}: ${cleanText(finding.because)} (${cleanText(placeText(finding))})`;
      const more = `${said(language, "more")}: halab diagnose ${cleanText(report.run)}`;
      const both = [ellipsis(why, LONGEST), more].map((text) => ({ text, bad: true }));
      return [step, both];
    }),
  );
}

/** In the order in which a reader asks: was it broken, who held the address, what failed. */
export function stepRemarks(
  step: StepReport,
  whole: Timeline,
  language: Language = "en",
): readonly Remark[] {
  return [
    ...faultRemarks(step, language),
    ...lostRemarks(step, language),
    ...measureRemarks(step, language),
    ...conflictRemarks(step, whole, language),
    ...ownRemarks(step),
    ...checksRemarks(step, language),
  ];
}

function faultRemarks({ fault }: StepReport, language: Language): Remark[] {
  if (!fault || fault.effective) return [];
  const why = ellipsis(fault.evidence.map(cleanText).join("; "), LONGEST);
  const text = said(language, "no-effect");
  return [{ text: why ? `${text}: ${why}` : text, bad: true }];
}

/** How what users lost was lost. */
function lostRemarks({ impact }: StepReport, language: Language): Remark[] {
  if (!impact?.how) return [];
  const how = Object.entries(impact.how).map(
    ([way, times]) => `${times} x ${failureWord(language, way)}`,
  );
  const count = impact.lost;
  const text =
    how.length > 0
      ? said(language, "lost-how", { count, how: how.join(", ") })
      : said(language, "lost-only", { count });
  return [{ text, bad: false }];
}

function measureRemarks({ measures = [] }: StepReport, language: Language): Remark[] {
  const taken = measures.map((measure) =>
    measure.value === null
      ? `${cleanText(measure.name)} ${said(language, "not-measured")}`
      : numbersIn(language, measureText(measure)),
  );
  const failed = measures.filter((measure) => measure.value === null);
  return [
    ...(taken.length > 0 ? [{ text: taken.join(", "), bad: false }] : []),
    ...failed.map(({ name, evidence }) => ({
      text: `${cleanText(name)}: ${ellipsis(evidence.map(cleanText).join("; "), LONGEST)}`,
      bad: true,
    })),
  ];
}

function conflictRemarks(step: StepReport, whole: Timeline, language: Language): Remark[] {
  const two = (seconds: number) => numbersIn(language, seconds.toFixed(2));
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
        ? `, ${said(language, "one-again", { seconds: two(last - healedAt) })}`
        : "";
    const where = whole.owners.length > 1 ? `${cleanText(lane.probe)}: ` : "";
    const owners = said(language, "two-owners", { seconds: two(total) });
    return [{ text: `${where}${owners}${after}`, bad: false }];
  });
}

function ownRemarks({ checks }: StepReport): Remark[] {
  return checks.flatMap(({ remark }) =>
    remark === undefined ? [] : [{ text: cleanText(remark), bad: false }],
  );
}

/** Why checks did not pass. What several say alike, of the fault or of the machine, is said once. */
function checksRemarks({ checks }: StepReport, language: Language): Remark[] {
  const said = new Set<string>();
  const failed = checks.filter(({ verdict }) => verdict !== "pass");
  return failed.flatMap((check) => {
    const evidence = check.evidence.filter((line) => check.evidence.length < 2 || !said.has(line));
    for (const line of check.evidence) said.add(line);
    return checkRemarks({ ...check, evidence }, language);
  });
}

function checkRemarks(check: CheckReport, language: Language): Remark[] {
  const evidence = check.evidence.map((line) => ellipsis(cleanText(line), LONGEST));
  const shown = evidence.slice(0, MOST_EVIDENCE);
  const more = evidence.length - shown.length;
  const lines = [
    `${cleanText(check.check)}: ${verdictWord(language, check.verdict)}${shown[0] ? `: ${shown[0]}` : ""}`,
    ...shown.slice(1),
    ...(more > 0 ? [said(language, "more-evidence", { count: more })] : []),
  ];
  return lines.map((text) => ({ text, bad: true }));
}
