/** What the checks of a played case said, in a line each. Pure. */
import { boundText, short } from "../../judge/bound-text.ts";
import type { CheckReport, Report } from "../../judge/report.ts";
import type { Verdict } from "../../kinds/verdict.ts";

export interface CheckSaid {
  readonly step: string;
  /** Its place among the step's checks, from 0. */
  readonly at: number;
  readonly title: string;
  readonly verdict: Verdict;
  /** "3.9 s, asked for: 0 … 3.6 s", or what was seen. */
  readonly seen: string;
}

/** Of every step, played or not. */
export function checksSaid(report: Report): CheckSaid[] {
  return report.steps.flatMap(({ id, checks }) =>
    checks.map((check, at) => ({
      step: id,
      at,
      title: check.title,
      verdict: check.verdict,
      seen: seenOf(check),
    })),
  );
}

function seenOf({ measured, unit = "", bound, evidence }: CheckReport): string {
  if (measured === undefined) return evidence[0] ?? "nothing";
  const value = `${short(measured)} ${unit}`.trimEnd();
  return bound ? `${value}, asked for: ${boundText(bound, unit)}` : value;
}

/** Why a mutant was not caught where it had to be: the checks of that step, and of the one that failed in its place. */
export function seenInstead(report: Report, catches: string): string[] {
  const first = report.steps.find(({ verdict }) => verdict !== "pass")?.id;
  return checksSaid(report)
    .filter(({ step }) => step === catches || step === first)
    .map(({ step, title, verdict, seen }) => `${step}: ${title}: ${verdict} (${seen})`);
}
