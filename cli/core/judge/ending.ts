/** How a run ended that did not come to its end, in words. Pure. */
import type { PlannedStep } from "../cluster/plan.ts";
import type { RunView } from "../journal/view.ts";
import type { Phase } from "../kinds/formula.ts";

/** `cut-off`: its journal just stops. */
type EarlyEnd = "cancelled" | "broke-off" | "cut-off";

export interface Ending {
  readonly reason: EarlyEnd;
  /** "cancelled in step 3 (failback)" */
  readonly text: string;
}

const words: Readonly<Record<EarlyEnd, string>> = {
  cancelled: "cancelled",
  "broke-off": "broke off",
  "cut-off": "the journal stops",
};

/** Undefined: the run came to its end. */
export function earlyEnd(run: RunView): Ending | undefined {
  const reason = run.end?.reason ?? "cut-off";
  if (reason === "finished") return undefined;
  const why = reason === "broke-off" && run.end?.text ? `: ${run.end.text.split("\n")[0]}` : "";
  return { reason, text: `${words[reason]} ${place(run)}${why}` };
}

/** In the last step that had begun and was not over; else between two. */
function place({ plan, steps }: RunView): string {
  const all = plan?.steps ?? [];
  const at = all.findLastIndex(({ id }) => steps.has(id));
  const step = all[at];
  if (!step) return "before its first step";
  const over = steps.get(step.id)?.doneNs !== undefined;
  return `${over ? "after" : "in"} step ${at + 1} (${step.id})`;
}

/**
 * A phase that was not played to its end: what was measured until then says nothing. Undefined: it
 * was, or it never began.
 */
export function unfinished(run: RunView, step: PlannedStep, phase: Phase): string | undefined {
  const times = run.steps.get(step.id);
  if (!times || times.doneNs !== undefined) return undefined;
  if (phase === "expect" && times.mendedNs !== undefined) return undefined;
  return earlyEnd(run)?.text ?? "the phase is not over";
}
