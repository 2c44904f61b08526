/** What a hostile submission gained in a batch, and an honest one lost. Pure. */
import type { Graded } from "../../cli/grading/sheet.ts";
import type { HostileCase } from "./case.ts";

export interface Gained {
  readonly row: Graded | undefined;
  /** Of the same mistake without the trick. */
  readonly twin: Graded | undefined;
}

/** Its points as far as this step. */
function pointsUntil({ steps, points }: Graded, until: string | undefined): number {
  const last = steps.findIndex(({ id }) => id === until);
  if (last < 0) return points ?? 0;
  return steps.slice(0, last + 1).reduce((sum, step) => sum + step.points, 0);
}

function isSaid({ reason, firstCause, steps, same }: Graded): boolean {
  return Boolean(reason ?? firstCause ?? same) || steps.some(({ verdict }) => verdict !== "pass");
}

export function wrongWithRow(
  { kind: played, graded, expect, points, until }: HostileCase,
  { row, twin }: Gained,
): string[] {
  if (!row) return ["it is not in the sheet"];
  const kind = graded ?? played;
  const most = twin ? pointsUntil(twin, until) : points;
  const got = pointsUntil(row, until);
  const harmless = kind === "right" || ("verdict" in expect && expect.verdict !== "fail");
  const passed = row.verdict === "pass" && !harmless;
  return [
    ...(passed ? ["it passed"] : []),
    ...(kind === "refused" && got > row.static.points ? [`${got} points for what is refused`] : []),
    ...(most !== undefined && got > most ? [`${got} points, without the trick ${most}`] : []),
    ...(row.verdict === "pass" || isSaid(row) ? [] : ["nothing says why"]),
  ];
}

/** What must be so of an honest one among them. */
export function wrongWithHonestRow(row: Graded | undefined): string[] {
  if (!row) return ["it is not in the sheet"];
  const { verdict, points, maxPoints, reason } = row;
  const full = verdict === "pass" && points === maxPoints;
  return full ? [] : [`${verdict} ${points}/${maxPoints}: ${reason ?? "see its report"}`];
}
