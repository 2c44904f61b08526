/**
 * How often one more cluster may be started, once some were played. Each asks for most of its work at its start and in
 * some of its steps: looked at for seconds only, a machine seems free while they all wait for the same, and is too busy soon
 * after. What each took from its start to its end says how many a machine bears in the long run.
 */
import { type LoadSample, loadBetween } from "./machine-load.ts";

/** The share of the processors' time that is aimed at: what fails at 0.9 (`isShort`) has to be played again. */
export const aimedBusy = 0.82;
/** From so many ends on it is known; the last so many count, for what others do here comes and goes. */
const [fewest, most] = [3, 12];

/** One that runs, or ran. */
interface Part {
  readonly weight: number;
  readonly forNs: number;
}

interface End {
  readonly sample: LoadSample;
  /** By weight: all that ended so far, and what was done of those that ran then. */
  readonly ended: number;
  readonly begun: number;
}

export class Rate {
  readonly #processors: number;
  #ends: End[] = [];
  /** All that ended, by weight; their number; their time, and by weight. */
  #ended = { weight: 0, count: 0, ns: 0, weightedNs: 0 };
  /** Until then the processors' time has paid for those that were started. */
  #paidNs = 0;

  constructor(processors: number) {
    this.#processors = processors;
  }

  /** When nothing of ours has run yet. */
  begin(sample: LoadSample): void {
    this.#ends.push({ sample, ended: 0, begun: 0 });
  }

  /**
   * What each takes of the machine while it runs, by its weight, from what all took since the first one: until some have
   * ended their starts count too much, so it is rather too much. Undefined: nothing ran yet.
   */
  eachSoFar(sample: LoadSample, running: readonly Part[]): number | undefined {
    const [from] = this.#ends;
    const forNs = running.reduce((sum, it) => sum + it.weight * it.forNs, this.#ended.weightedNs);
    if (!from || forNs === 0) return undefined;
    const { busy } = loadBetween(from.sample, sample, this.#processors);
    return (busy * (sample.ns - from.sample.ns)) / forNs;
  }

  /** One ended; `others` still run. */
  ended(sample: LoadSample, one: Part, others: readonly Part[]): void {
    const { weight, count, ns, weightedNs } = this.#ended;
    this.#ended = {
      weight: weight + one.weight,
      count: count + 1,
      ns: ns + one.forNs,
      weightedNs: weightedNs + one.weight * one.forNs,
    };
    const whole = this.#ended.ns / this.#ended.count;
    const begun = others.reduce((sum, it) => sum + it.weight * Math.min(1, it.forNs / whole), 0);
    this.#ends = [...this.#ends, { sample, ended: this.#ended.weight, begun }].slice(-most - 1);
  }

  /** One of this weight is started now; what is late, for want of room, is made up for by half a turn at a time. */
  started(nowNs: number, weight: number): void {
    const everyNs = this.everyNs(weight) ?? 0;
    this.#paidNs = Math.max(this.#paidNs + everyNs, nowNs - everyNs / 2);
  }

  /** Whether it is time for one more. Undefined: it is not known yet how often. */
  isDue(nowNs: number): boolean | undefined {
    const everyNs = this.everyNs(1);
    return everyNs === undefined ? undefined : nowNs >= this.#paidNs + everyNs;
  }

  /** What one takes of the machine while it runs, by its weight. Undefined: it is not known yet. */
  each(): number | undefined {
    const everyNs = this.everyNs(1);
    if (everyNs === undefined) return undefined;
    return (everyNs * aimedBusy * this.#ended.count) / this.#ended.ns;
  }

  /** Between the starts of two of this weight, in the long run. */
  everyNs(weight: number): number | undefined {
    const [from, to] = [this.#ends[0], this.#ends.at(-1)];
    if (!from || !to || this.#ends.length <= fewest) return undefined;
    const { busy } = loadBetween(from.sample, to.sample, this.#processors);
    const done = to.ended + to.begun - from.ended - from.begun;
    const each = ((to.sample.ns - from.sample.ns) * busy) / Math.max(done, 1);
    return (each * weight) / aimedBusy;
  }
}
