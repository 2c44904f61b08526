/** What a node that belongs to the student does to be examined, and what its refusing costs (ADR 23). */
import type { RefusalRecord, RunView } from "../journal/view.ts";
import type { CheckReport, StepReport } from "./report.ts";

/** Those that last at some time between the two. */
function within(run: RunView, fromNs: number, toNs: number): RefusalRecord[] {
  return run.refusals.filter((one) => one.fromNs <= toNs && (one.untilNs ?? toNs) >= fromNs);
}

function sentence(run: RunView, { node, fromNs, why }: RefusalRecord): string {
  const atS = Math.max(0, (fromNs - run.startNs) / 1e9).toFixed(1);
  return `${node}, the student's, would not be examined from ${atS} s on: ${why}`;
}

/**
 * A step is failed when a student's node refused in it: nothing that such a node does may turn a fail
 * into an unknown, nor into a pass that nobody could look at.
 */
export function withRefusals(run: RunView, report: StepReport): StepReport {
  const times = run.steps.get(report.id);
  if (!times) return report;
  const refusals = within(run, times.settleNs, times.doneNs ?? run.endNs);
  if (refusals.length === 0) return report;
  const why = [...new Set(refusals.map((one) => sentence(run, one)))];
  const failed = (check: CheckReport): CheckReport => {
    if (check.verdict === "fail") return check;
    return { ...check, verdict: "fail", points: 0, evidence: [...check.evidence, ...why] };
  };
  return { ...report, verdict: "fail", points: 0, checks: report.checks.map(failed) };
}
