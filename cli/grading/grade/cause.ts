/** Why a run's steps failed, in its first cause. */
import type { Plan } from "../../core/cluster/plan.ts";
import type { Finding } from "../../core/diagnose/diagnose.ts";
import { causesBySteps, diagnoseRun } from "../../core/diagnose/of-run.ts";
import type { RunView } from "../../core/journal/view.ts";
import { keptOf } from "../../core/run/find-run.ts";

interface Run {
  readonly view: RunView;
  /** Its folder. */
  readonly dir: string;
  readonly failed: readonly string[];
}

/** Undefined where no step failed, or no rule knows why. */
export async function causeOf(
  { view, dir, failed }: Run,
  starter: Plan | undefined,
  language: string,
): Promise<Finding | undefined> {
  if (failed.length === 0) return undefined;
  const found = await diagnoseRun(view, { starter, ...keptOf(dir), language });
  const [first] = found ? causesBySteps(found, failed).values() : [];
  return first;
}
