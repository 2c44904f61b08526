/** How busy this machine is, as it counts itself: Linux's pressure where there is one, idle time anywhere. */
import { readFileSync } from "node:fs";
import { availableParallelism, cpus, freemem } from "node:os";
import { round } from "../../base/numbers.ts";
import type { Clock } from "../../base/time.ts";
import type { EventOf } from "../../journal/events.ts";

/** Counters at one moment; only their differences say something. */
export interface LoadSample {
  readonly ns: number;
  /** Time that each processor had nothing to do, summed over all. */
  readonly idleMs: number;
  /** Time in which something waited for a processor (PSI, "some"); undefined where nobody counts it. */
  readonly waitedUs: number | undefined;
  readonly availableMiB: number;
}

/** Over some time; shares are from 0 to 1. */
export interface Load {
  /** Of the processors' time: what was used, or stolen from a machine that is itself a guest. */
  readonly busy: number;
  /** Of the time: when something that could run waited for a processor. */
  readonly waiting: number | undefined;
  readonly availableMiB: number;
}

/** Where samples come from; tests make them up. */
export interface LoadMeter {
  readonly processors: number;
  sample(): LoadSample;
}

export function machineMeter(clock: Clock): LoadMeter {
  return {
    processors: availableParallelism(),
    sample: () => ({
      ns: clock.nowNs(),
      idleMs: cpus().reduce((sum, { times }) => sum + times.idle, 0),
      waitedUs: waitedUs(textOf("/proc/pressure/cpu")),
      availableMiB: availableMiB(textOf("/proc/meminfo")) ?? freemem() / 2 ** 20,
    }),
  };
}

/** The total of the line "some" of /proc/pressure/cpu. */
export function waitedUs(text: string): number | undefined {
  const total = /^some .*total=(\d+)$/m.exec(text)?.[1];
  return total === undefined ? undefined : Number(total);
}

/** What could be had without swapping, caches included, which `freemem` leaves out. */
export function availableMiB(text: string): number | undefined {
  const kiB = /^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1];
  return kiB === undefined ? undefined : Number(kiB) / 1024;
}

/**
 * What happened between two samples. Time that was neither idle nor ours counts as used: a host that
 * gives its guest less than a processor shows it nowhere else.
 */
export function loadBetween(from: LoadSample, to: LoadSample, processors: number): Load {
  const ms = (to.ns - from.ns) / 1e6;
  const share = (part: number) => Math.min(1, Math.max(0, part));
  const waited =
    from.waitedUs === undefined || to.waitedUs === undefined
      ? undefined
      : share((to.waitedUs - from.waitedUs) / 1000 / ms);
  return {
    busy: share(1 - (to.idleMs - from.idleMs) / (ms * processors)),
    waiting: waited,
    availableMiB: to.availableMiB,
  };
}

/**
 * More than this share of a time something waited for a processor, or all of them worked. They go together: on two
 * processors something waits for 0.4 of a time in which they are 0.65 busy, for 0.5 at 0.7, for 0.75 at 0.9.
 */
const crowdedLimits = { waiting: 0.75, busy: 0.9 };

/** Whether there were too few processors for what is measured to say something of a cluster. */
export function isShort({
  waiting,
  busy,
}: {
  readonly waiting?: number | undefined;
  readonly busy: number;
}): boolean {
  return waiting === undefined ? busy > crowdedLimits.busy : waiting > crowdedLimits.waiting;
}

/** Tells of this machine's load from look to look, while it plays more clusters than one. */
export class LoadWatch {
  readonly #meter: LoadMeter;
  readonly #others: () => number;
  #from: LoadSample;

  constructor(meter: LoadMeter, others: () => number) {
    this.#meter = meter;
    this.#others = others;
    this.#from = meter.sample();
  }

  /** Of the time since the last look; undefined when no other cluster is played on. */
  look(): EventOf<"load"> | undefined {
    const [from, to, others] = [this.#from, this.#meter.sample(), this.#others()];
    this.#from = to;
    if (others === 0 || to.ns <= from.ns) return undefined;
    const { busy, waiting } = loadBetween(from, to, this.#meter.processors);
    return {
      kind: "load",
      t: to.ns,
      fromNs: from.ns,
      ...(waiting === undefined ? {} : { waiting: round(waiting) }),
      busy: round(busy),
      others,
    };
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
