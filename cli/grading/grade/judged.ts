/** What a run that was judged says for its submission. Pure. */
import type { Finding } from "../../core/diagnose/diagnose.ts";
import type { RunView } from "../../core/journal/view.ts";
import type { CheckReport, Report } from "../../core/judge/report.ts";
import { isShort } from "../../core/run/load/machine-load.ts";
import type { TryRecord } from "./fair.ts";

type Judged = Pick<TryRecord, "outcome" | "said" | "failed">;

/**
 * A report as what it is worth: whatever could not be judged in it makes it unknown, for its points are missing. Not a step
 * that an error in the files breaks (`explained`), on whatever machine; but of a step that failed what the machine was too busy
 * for, since the rest of it may be right: where an error explains what was measured, only what was not.
 */
export function judged(report: Report, explained: readonly string[]): Judged {
  const lost = (step: Report["steps"][number]) =>
    step.verdict === "fail" || (step.verdict === "unknown" && explained.includes(step.id));
  const failed = report.steps.filter(lost).map(({ id }) => id);
  const open =
    report.steps.find((step) => step.verdict === "unknown" && !lost(step)) ??
    report.steps.find(({ id, checks }) =>
      checks.some((one) => isOpen(one, explained.includes(id))),
    );
  if (report.early) return { outcome: "unknown", said: report.early.text, failed };
  if (open) {
    const unknown = open.checks.filter(({ verdict }) => verdict === "unknown");
    const why = (unknown.find(({ busy }) => busy) ?? unknown[0])?.evidence.at(-1);
    const said = `step ${open.id} could not be judged${why === undefined ? "" : `: ${why}`}`;
    return { outcome: "unknown", said, failed };
  }
  const points = `${report.points} of ${report.maxPoints} points`;
  const where = failed.length === 0 ? "" : ` in ${failed.join(", ")}`;
  const outcome = failed.length > 0 ? "fail" : report.verdict;
  return { outcome, said: `${outcome}${where}, ${points}`, failed };
}

function isOpen(
  { verdict, busy, measured, maxPoints }: CheckReport,
  isExplained: boolean,
): boolean {
  if (verdict !== "unknown" || !busy || maxPoints === 0) return false;
  return !isExplained || measured === undefined;
}

/**
 * Whether failed steps were measured on a machine that had too few processors: by what the run saw of other clusters then,
 * or `short`: all the time, whoever took them. Who keeps their own nodes busy gains another try, and no points.
 */
export function crowdedIn(view: RunView, failed: readonly string[], short: boolean): boolean {
  if (short && failed.length > 0) return true;
  return failed.some((id) => {
    const times = view.steps.get(id);
    if (!times) return false;
    const from = times.settleNs ?? times.expectNs ?? view.startNs;
    const until = times.doneNs ?? view.endNs;
    const load = meanOf(view.loads, from, until);
    return load !== undefined && isShort(load);
  });
}

/** Over that time; the looks at a machine last from some milliseconds to some seconds. Undefined: nobody looked. */
function meanOf(loads: RunView["loads"], fromNs: number, untilNs: number) {
  const parts = loads
    .map((one) => ({ one, ns: Math.min(one.t, untilNs) - Math.max(one.fromNs, fromNs) }))
    .filter(({ ns }) => ns > 0);
  const whole = parts.reduce((sum, { ns }) => sum + ns, 0);
  if (whole === 0) return undefined;
  const mean = (of: (load: RunView["loads"][number]) => number) =>
    parts.reduce((sum, { one, ns }) => sum + of(one) * ns, 0) / whole;
  const counted = parts.every(({ one }) => one.waiting !== undefined);
  return {
    busy: mean(({ busy }) => busy),
    waiting: counted ? mean(({ waiting = 0 }) => waiting) : undefined,
  };
}

/** Steps that errors in the files break: they fail on any machine. */
export function explainedBy(
  findings: readonly Pick<Finding, "severity" | "breaks">[],
): readonly string[] {
  const errors = findings.filter(({ severity }) => severity === "error");
  return [...new Set(errors.flatMap(({ breaks }) => breaks))];
}
