/**
 * How long a distributed balancer takes to notice, by its heartbeat: every H, dead after D without
 * one. Seconds.
 */
import type { Found, StepView } from "../../core/kinds/formula.ts";
import { valuesOf } from "../../core/kinds/reader.ts";
import { kind as nlb } from "./readers/nlb.ts";

const source = "halab-nlb; as in Microsoft's NLB: D = 5 missed heartbeats of 1 s";

/** A bound in the slowest node's timers: all agree only when the last one has noticed. */
export function heartbeatBound(
  view: StepView,
  formula: string,
  of: (heartbeat: number, dead: number, soonest: number) => readonly [lo: number, hi: number],
): Found | string {
  const all = [...valuesOf(view.run, nlb).values()];
  if (all.length === 0) return "no timers of halab-nlb in force were read";
  const heartbeat = Math.max(...all.map((one) => one.heartbeatS));
  const dead = Math.max(...all.map((one) => one.deadS));
  const soonest = Math.min(...all.map((one) => one.deadS));
  const [lo, hi] = of(heartbeat, dead, soonest);
  return { lo, hi, formula, inputs: { H: heartbeat, D: dead }, source };
}
