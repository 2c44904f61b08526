/** How long users may notice that a guest moves, from the parameters that QEMU had in force. Seconds. */

/** A segment that is lost is sent again after that (TCP_RTO_MIN), then after twice as long ... */
const rtoS = 0.2;

/** The first of TCP's tries that finds the guest running again; the first one is always needed. */
export function nextTryS(standstillS: number): number {
  let atS = rtoS;
  for (let waitS = 2 * rtoS; atS < standstillS; waitS *= 2) atS += waitS;
  return atS;
}

/** Auto-converge lets the guest run for that long at a time (CPU_THROTTLE_TIMESLICE_NS). */
export const sliceS = 0.01;

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
