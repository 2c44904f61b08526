import type { PlannedStep } from "../cluster/plan.ts";
import type { RunView } from "../journal/view.ts";

/**
 * Why a step says nothing about a configuration, for or against it: before its end somebody had done
 * something to the cluster that was no part of the run. Undefined: nobody had.
 */
export function disturbedBy(run: RunView, step: PlannedStep): string | undefined {
  const doneNs = run.steps.get(step.id)?.doneNs ?? Number.POSITIVE_INFINITY;
  return run.outside.find((event) => event.t <= doneNs)?.text;
}
