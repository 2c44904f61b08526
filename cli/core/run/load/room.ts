/** Whether this machine has room for one more cluster beside those that are being played. Pure. */
import type { Plan } from "../../cluster/plan.ts";
import type { Load } from "./machine-load.ts";

/** What a cluster will ask of the machine, as far as its plan says. */
export interface Demand {
  /** Beside others of their kind: a cluster of containers is 1. */
  readonly weight: number;
  /** What its nodes may take at most. */
  readonly memoryMiB: number;
}

export interface Moment {
  /** Ours that run. */
  readonly running: readonly Demand[];
  /** A start takes every processor for some seconds: of ours, or of another halab. */
  readonly starting: boolean;
  /** Since the last start or end was over; undefined: that was too short a time ago to tell. */
  readonly load: Load | undefined;
  /**
   * Of all processors, by its weight: what one takes in the long run; until that is known the least that ours were seen
   * to take, with what others did.
   */
  readonly each: number;
  /** The same over all the time that ours ran, with their starts; undefined: they ran for no time. */
  readonly eachSoFar: number | undefined;
  /** By what each took from its start to its end; undefined: too few have ended. */
  readonly isDue: boolean | undefined;
  /** What was free before ours ran. */
  readonly freeMiB: number;
}

/**
 * A judgement from runs on two processors, not a law: where clusters took all of them, most runs were
 * `unknown` (ADR 0016).
 */
export const busyLimit = 0.7;
/** Daemons and probers waited for a processor so much of the time. */
export const waitingLimit = 0.5;
/** What all together may take for a time. */
const mostBusy = 0.9;
/** Once the long run is known: so much waiting in between, starts included, is too much. */
const crowdedWaiting = 0.75;
/** Of the free memory: the rest is for what is not planned, caches and halab itself. */
const memoryShare = 0.75;
/** Never left with less, whatever the plans say. */
const spareMiB = 512;

/** A VM without hardware help works about as much as so many containers' whole cluster. */
const vmWeight = 1;

export function demandOf(plan: Pick<Plan, "nodes">): Demand {
  const vms = plan.nodes.filter(({ machine, image }) => machine === "vm" || image === "hypervisor");
  return {
    weight: 1 + vms.length * vmWeight,
    memoryMiB: plan.nodes.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0),
  };
}

/** Undefined when the next may start; else what it waits for. */
export function notYet(next: Demand, moment: Moment): string | undefined {
  const { running, load } = moment;
  // Alone it has all that there is.
  if (running.length === 0) return undefined;
  if (moment.starting) return "a cluster is being started";
  if (!load) return "the load is being measured";
  const planned = [...running, next].reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
  const short = load.availableMiB < next.memoryMiB + spareMiB;
  if (planned > moment.freeMiB * memoryShare || short) return "there is no more memory";
  if (moment.isDue !== undefined) return notDue(moment.isDue, load, moment.each * next.weight);
  if (load.busy + moment.each * next.weight > busyLimit) return "the processors are busy";
  // Those that were begun after each other have their busy steps together, and none of them had one yet.
  const weight = [...running, next].reduce((sum, one) => sum + one.weight, 0);
  if (weight * (moment.eachSoFar ?? 0) > mostBusy) return "those that run have hardly begun";
  if (load.waiting !== undefined && load.waiting > waitingLimit)
    return "others wait for the processors";
  return undefined;
}

/**
 * Where few have room, one more beside them may be far too many for as long as it runs. Those that run are looked at, not
 * counted: who lasts long mostly waits, and takes less than others.
 */
function notDue(isDue: boolean, load: Load, itsBusy: number): string | undefined {
  if (!isDue) return "those that run have to be paid for first";
  if (load.busy + itsBusy > mostBusy || (load.waiting ?? 0) > crowdedWaiting)
    return "the processors are busy";
  return undefined;
}

/** What a weight of 1 takes at most: others' work is in it as well. */
export function eachOf(running: readonly Demand[], load: Load): number {
  return load.busy / running.reduce((sum, one) => sum + one.weight, 0);
}
