/** Plays several clusters at a time: one more whenever this machine has room, or a fixed number. */
import type { Ctx } from "../../base/time.ts";
import type { Provider } from "../../cluster/provider.ts";
import { type Load, type LoadMeter, type LoadSample, loadBetween } from "./machine-load.ts";
import { Rate } from "./rate.ts";
import { type Demand, eachOf, notYet } from "./room.ts";

export interface Job<T> {
  readonly demand: Demand;
  /** `up` is called when its cluster is up. */
  run(up: () => void, ctx: Ctx): Promise<T>;
}

export interface Ended<T> {
  readonly job: Job<T>;
  readonly value: T;
  /** How many others ran at some time while it did, at most. */
  readonly beside: number;
  /** The machine's, whoever caused it, from its start to its end. */
  readonly load: Load;
  readonly tookMs: number;
}

export interface JobsOptions<T> {
  /** In the order in which they are started, but for lighter ones that fit beside a heavy one. */
  readonly jobs: readonly Job<T>[];
  /** So many at a time; `auto` goes by the machine's load. */
  readonly limit: number | "auto";
  readonly meter: LoadMeter;
  /** Whether another halab on this machine is starting a cluster. */
  readonly isStarting: () => boolean;
  readonly onEnd: (ended: Ended<T>) => void;
}

/** How often the machine is looked at. */
const everyMs = 250;
/** After a start daemons elect and connect: what is measured then says nothing about the rest. */
const calmDownMs = 1000;
/** Shorter looks are chance; longer ones look at what is past. */
const [shortestMs, longestMs] = [1500, 5000];
/** Once the long run is known: a start and what follows it, so that no start by itself looks like a full machine. */
const longRunMs = 20_000;

interface Running<T> {
  readonly job: Job<T>;
  readonly begun: LoadSample;
  up: boolean;
  beside: number;
}

/** Resolves when all have ended. The first that throws breaks off the others: all end, then it throws. */
export async function runJobs<T>(options: JobsOptions<T>, ctx: Ctx): Promise<void> {
  const stop = new AbortController();
  const inner = { ...ctx, signal: AbortSignal.any([ctx.signal, stop.signal]) };
  const pool = new Pool(options, inner, (error) => stop.abort(error));
  await pool.drain();
  ctx.signal.throwIfAborted();
  stop.signal.throwIfAborted();
}

class Pool<T> {
  readonly #options: JobsOptions<T>;
  readonly #ctx: Ctx;
  readonly #broke: (error: unknown) => void;
  readonly #waiting: Job<T>[];
  readonly #running = new Map<Running<T>, Promise<void>>();
  readonly #freeMiB: number;
  readonly #rate: Rate;
  #each = 1;
  /** Since the last start was over. */
  #samples: LoadSample[] = [];
  #calmNs = 0;

  constructor(options: JobsOptions<T>, ctx: Ctx, broke: (error: unknown) => void) {
    this.#options = options;
    this.#ctx = ctx;
    this.#broke = broke;
    this.#waiting = [...options.jobs];
    const sample = options.meter.sample();
    this.#freeMiB = sample.availableMiB;
    this.#rate = new Rate(options.meter.processors);
    this.#rate.begin(sample);
  }

  async drain(): Promise<void> {
    const { signal, clock } = this.#ctx;
    while (!signal.aborted && (this.#waiting.length > 0 || this.#running.size > 0)) {
      this.#look();
      const next = this.#next();
      if (next) {
        this.#waiting.splice(this.#waiting.indexOf(next), 1);
        this.#start(next);
        continue;
      }
      // With nobody left to start, only their ends matter.
      const tick = this.#waiting.length > 0 ? [clock.wait(everyMs, signal).catch(() => {})] : [];
      await Promise.race([...this.#running.values(), ...tick]);
    }
    await Promise.all(this.#running.values());
  }

  /**
   * The first in line, or, while one as heavy as that runs, a lighter one that fits beside it. When
   * none runs any more, all wait for the first: it would never have its turn.
   */
  #next(): Job<T> | undefined {
    const [first] = this.#waiting;
    if (!first || this.#admits(first)) return first;
    const { weight } = first.demand;
    if (![...this.#running.keys()].some(({ job }) => job.demand.weight >= weight)) return undefined;
    return this.#waiting.find((job) => job.demand.weight < weight && this.#admits(job));
  }

  #admits(next: Job<T>): boolean {
    const { limit, isStarting } = this.#options;
    const running = [...this.#running.keys()];
    if (limit !== "auto") return running.length < limit;
    const starting = running.some(({ up }) => !up) || isStarting();
    const demands = running.map(({ job }) => job.demand);
    const load = this.#load();
    if (load && demands.length > 0 && !starting)
      this.#each = Math.min(this.#each, eachOf(demands, load));
    const now = this.#samples.at(-1);
    const moment = {
      eachSoFar: now && this.#rate.eachSoFar(now, running.map(partUntil(now))),
      running: demands,
      starting,
      load,
      each: this.#rate.each() ?? this.#each,
      isDue: this.#rate.isDue(this.#ctx.clock.nowNs()),
      freeMiB: this.#freeMiB,
    };
    return notYet(next.demand, moment) === undefined;
  }

  #start(job: Job<T>): void {
    const begun = this.#options.meter.sample();
    this.#rate.started(begun.ns, job.demand.weight);
    const one: Running<T> = { job, begun, up: false, beside: this.#running.size };
    const work = this.#play(one).catch(this.#broke);
    this.#running.set(
      one,
      work.finally(() => this.#running.delete(one)),
    );
    for (const other of this.#running.keys())
      other.beside = Math.max(other.beside, this.#running.size - 1);
  }

  async #play(one: Running<T>): Promise<void> {
    const { job, begun } = one;
    const { meter, onEnd } = this.#options;
    const up = () => {
      one.up = true;
      this.#restart();
    };
    const value = await job.run(up, this.#ctx);
    const end = meter.sample();
    const part = partUntil(end);
    const others = [...this.#running.keys()].filter((other) => other !== one);
    this.#rate.ended(end, part(one), others.map(part));
    const load = loadBetween(begun, end, meter.processors);
    onEnd({ job, value, beside: one.beside, load, tookMs: Math.round((end.ns - begun.ns) / 1e6) });
  }

  /** What was measured so far is no longer what is, and nothing is known yet of the long run. */
  #restart(): void {
    if (this.#rate.everyNs(1) !== undefined) return;
    this.#samples = [];
    this.#calmNs = this.#ctx.clock.nowNs() + calmDownMs * 1e6;
  }

  #look(): void {
    const now = this.#ctx.clock.nowNs();
    const last = this.#samples.at(-1);
    if (now < this.#calmNs || (last && now - last.ns < everyMs * 1e6)) return;
    this.#samples.push(this.#options.meter.sample());
    const ms = this.#rate.everyNs(1) === undefined ? longestMs : longRunMs;
    this.#samples = this.#samples.filter(({ ns }) => ns >= now - ms * 1e6);
  }

  #load(): Load | undefined {
    const [from, to] = [this.#samples[0], this.#samples.at(-1)];
    if (!from || !to || to.ns - from.ns < shortestMs * 1e6) return undefined;
    return loadBetween(from, to, this.#options.meter.processors);
  }
}

const partUntil =
  ({ ns }: LoadSample) =>
  ({ job, begun }: Running<unknown>) => ({ weight: job.demand.weight, forNs: ns - begun.ns });

/** The same provider; `up` is called when a cluster of it is up. */
export function tellingUp(provider: Provider, up: () => void): Provider {
  return {
    ...provider,
    up: async (...args) => {
      const result = await provider.up(...args);
      up();
      return result;
    },
  };
}
