/**
 * How long a distributed balancer takes to notice, by its heartbeat: every H, dead after D without
 * one. Seconds.
 */

import type { StepView } from "../../../core/journal/view.ts";
import type { Bound } from "../../../core/judge/report.ts";
import type { NlbTimers } from "../readers/nlb.ts";

type Found = Omit<Bound, "tolerance"> | string;

const source = "halab-nlb; as in Microsoft's NLB: D = 5 missed heartbeats of 1 s";

/** The slowest of all nodes: they agree only when the last one has noticed. */
function timersOf(
  view: StepView,
): { heartbeat: number; dead: number; soonest: number } | undefined {
  const all = [...view.run.inForce.values()].flatMap((node): NlbTimers[] =>
    node.nlb ? [node.nlb] : [],
  );
  if (all.length === 0) return undefined;
  return {
    heartbeat: Math.max(...all.map((one) => one.heartbeatS)),
    dead: Math.max(...all.map((one) => one.deadS)),
    soonest: Math.min(...all.map((one) => one.deadS)),
  };
}

function found(
  view: StepView,
  formula: string,
  of: (heartbeat: number, dead: number, soonest: number) => readonly [lo: number, hi: number],
): Found {
  const timers = timersOf(view);
  if (!timers) return "no timers of halab-nlb in force were read";
  const { heartbeat, dead, soonest } = timers;
  const [lo, hi] = of(heartbeat, dead, soonest);
  return { lo, hi, formula, inputs: { H: heartbeat, D: dead }, source };
}

/** D runs from the last heartbeat, which was said up to H before the node fell silent. */
export function nlbCrash(view: StepView): Found {
  return found(view, "D-H .. D", (h, d, soonest) => [Math.max(0, soonest - h), d]);
}

/** Both sides of a cut notice, each within D; clients of neither feel nothing. */
export function nlbCut(view: StepView): Found {
  return found(view, "0 .. D", (_, d) => [0, d]);
}

/** A node that comes, or wakes up, listens for D before it speaks; one heartbeat may be lost. */
export function nlbJoin(view: StepView): Found {
  return found(view, "0 .. D+H", (h, d) => [0, d + h]);
}

/** Nodes that hear each other again know it at the next heartbeat. */
export function nlbReunite(view: StepView): Found {
  return found(view, "0 .. H", (h) => [0, h]);
}
