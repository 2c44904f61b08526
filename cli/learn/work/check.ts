/** `halab check`: plays steps on the workspace's running cluster. */
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { Listener } from "../../core/journal/sink.ts";
import type { RunView } from "../../core/journal/view.ts";
import type { Report } from "../../core/judge/report.ts";
import type { Workspace } from "../workspace/open.ts";
import type { Applied } from "./apply.ts";

export interface Checked {
  /** Of the steps that were asked for; verdict and points are theirs. */
  readonly report: Report;
  /** Of those that were played because the others need them. */
  readonly needed: Report["steps"];
  readonly view: RunView;
  /** The run's folder. */
  readonly dir: string;
  readonly applied: Applied;
}

/**
 * Applies what changed, plays these steps and those that they need, keeps reports and progress. No step: the first
 * that is not passed yet.
 */
export async function checkSteps(
  ws: Workspace,
  steps: readonly string[],
  ctx: Ctx,
  listeners: readonly Listener[] = [],
): Promise<Checked> {
  throw new HalabError("BUG", `nobody checks ${steps.join(", ")} yet`, {
    cause: [ws, ctx, listeners],
  });
}
