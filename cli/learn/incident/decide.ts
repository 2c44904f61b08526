/** Whether an incident is mended: by what the cluster does, whatever its files say. Pure. */
import { worst } from "../../core/judge/grade.ts";
import type { Report, StepReport } from "../../core/judge/report.ts";

/**
 * broken: the step still fails that showed it; other: that one passes, another one does not; unknown: it could not
 * be judged, which is nobody's fault.
 */
type Standing = "mended" | "broken" | "other" | "unknown";

export interface Decision {
  readonly standing: Standing;
  /** Those that did not pass. */
  readonly steps: readonly Pick<StepReport, "id" | "title" | "verdict">[];
}

/**
 * `part` is the step that showed it; `whole` the other steps, once that one passes. Without it (`--fast`) the one step
 * decides.
 */
export function decide(caught: string, part: Report, whole: Report | undefined): Decision {
  const own = part.steps.find(({ id }) => id === caught);
  const inPart = notPassed(part);
  if (!own || own.verdict === "unknown") return { standing: "unknown", steps: inPart };
  if (own.verdict === "fail") return { standing: "broken", steps: inPart };
  // What it needs did not do what it must, or the run did not come to its end.
  if (part.verdict !== "pass") return { standing: worse(part), steps: inPart };
  if (whole === undefined || whole.verdict === "pass") return { standing: "mended", steps: [] };
  return { standing: worse(whole), steps: notPassed(whole) };
}

function worse({ verdict }: Report): Standing {
  return verdict === "fail" ? "other" : "unknown";
}

/** A report in which some steps were played again: the last time counts. */
export function playedAgain(before: Report, again: Report): Report {
  const steps = before.steps.map((step) => again.steps.find(({ id }) => id === step.id) ?? step);
  return { ...before, steps, verdict: worst(steps.map(({ verdict }) => verdict)) };
}

/** What was not to be judged, where nothing failed: it is worth another try. */
export function unclear({ steps }: Report): readonly string[] {
  if (steps.some(({ verdict }) => verdict === "fail")) return [];
  return steps.filter(({ verdict }) => verdict === "unknown").map(({ id }) => id);
}

/** Those behind a first one that failed were not played. */
function notPassed({ steps }: Report): Decision["steps"] {
  const failed = steps.filter(({ verdict }) => verdict === "fail");
  const left = failed.length > 0 ? failed : steps.filter(({ verdict }) => verdict !== "pass");
  return left.map(({ id, title, verdict }) => ({ id, title, verdict }));
}
