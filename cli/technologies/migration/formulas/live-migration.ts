/** How long users may notice that a guest moves, from the parameters that QEMU had in force. Seconds. */

import type { StepView } from "../../../core/journal/view.ts";
import type { Bound } from "../../../core/judge/report.ts";

/** A segment that is lost is sent again after that (TCP_RTO_MIN), then after twice as long ... */
const rtoS = 0.2;

/** The first of TCP's tries that finds the guest running again; the first one is always needed. */
export function nextTryS(standstillS: number): number {
  let atS = rtoS;
  for (let waitS = 2 * rtoS; atS < standstillS; waitS *= 2) atS += waitS;
  return atS;
}

/** Auto-converge lets the guest run for that long at a time (CPU_THROTTLE_TIMESLICE_NS). */
const sliceS = 0.01;

export interface MoveInForce {
  readonly downtimeLimitS: number;
  readonly autoConverge: boolean;
  readonly maxThrottle: number;
}

/** Among a fault's evidence, what QEMU said of its parameters. */
export function inForceOf(evidence: readonly string[]): MoveInForce | undefined {
  for (const line of evidence) {
    const match =
      /^in force: downtime-limit (\d+) ms,.* auto-converge (on|off), max-cpu-throttle (\d+) %/.exec(
        line,
      );
    if (!match) continue;
    return {
      downtimeLimitS: Number(match[1]) / 1000,
      autoConverge: match[2] === "on",
      maxThrottle: Number(match[3]),
    };
  }
  return undefined;
}

/** So many tasks a processor: a guest that is emulated gets too little to be on time. */
const overload = 3;

/** Among a fault's evidence, how busy the machine was. */
export function isOverloaded(evidence: readonly string[]): boolean {
  return evidence.some((line) => {
    const match = /^load ([\d.]+) on (\d+) processors$/.exec(line);
    return match !== null && Number(match[1]) > overload * Number(match[2]);
  });
}

/**
 * The guest stands still for at most downtime-limit, as QEMU estimates it; what was sent to it then
 * is lost, and TCP tries again 0.2, 0.6, 1.4 ... s later (RFC 6298 5.5). A guest that is slowed by
 * p % to converge pauses for slice * p / (100 - p) at a time.
 */
export function liveMigration(view: StepView): Omit<Bound, "tolerance"> | string {
  const inForce = inForceOf(view.fault?.evidence ?? []);
  if (!inForce) return "no parameters of a live migration in force were read";
  const { downtimeLimitS, autoConverge, maxThrottle } = inForce;
  const pauseS = autoConverge ? (sliceS * maxThrottle) / (100 - maxThrottle) : 0;
  return {
    lo: 0,
    hi: nextTryS(downtimeLimitS) + pauseS,
    formula: `0 .. TCP's next try after downtime-limit${autoConverge ? " + pause" : ""}`,
    inputs: {
      "downtime-limit": downtimeLimitS,
      "next try": Math.round(nextTryS(downtimeLimitS) * 1000) / 1000,
      ...(autoConverge ? { pause: Math.round(pauseS * 1000) / 1000 } : {}),
    },
    source: "QEMU MigrationParameters, RFC 6298",
  };
}
