/** Plays what waits in a queue, several at a time; then, alone, what was not clear. */
import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import type { Ctx } from "../../core/base/time.ts";
import { type Ended, type Job, runJobs } from "../../core/run/load/jobs.ts";
import { isShort, machineMeter } from "../../core/run/load/machine-load.ts";
import { demandOf } from "../../core/run/load/room.ts";
import { isStarting } from "../../core/state/starting.ts";
import { dismissPlayers } from "../player/child.ts";
import type { Tried } from "../player/spec.ts";
import { beating } from "../queue/beat.ts";
import type { Lease, Line, Queue } from "../queue/queue.ts";
import { type Candidate, clusterOf, type PlayOptions, worthOf } from "./candidate.ts";
import { playAgain, type TryRecord } from "./fair.ts";
import type { Host } from "./host.ts";
import type { Result } from "./result.ts";
import { playedRow } from "./row.ts";
import { childTry } from "./try.ts";

export interface PlayQueueOptions extends PlayOptions {
  readonly queue: Queue;
  readonly host: Host;
  readonly candidateOf: (id: string) => Promise<Candidate>;
  /** It has to be played again, alone; why. */
  readonly again: (id: string, said: string) => void;
  /** What goes to the queue with a result: what the run left, where hosts share no disk. */
  readonly packed?: ((one: Candidate, result: Result) => Promise<Buffer | undefined>) | undefined;
  /** The queue has taken it. */
  readonly publish: (one: Candidate, result: Result) => void;
}

interface Turn {
  readonly lease: Lease;
  readonly one: Candidate;
  readonly tried: Tried;
}

export async function playQueue(options: PlayQueueOptions, ctx: Ctx): Promise<void> {
  const players = new Players(options, ctx);
  try {
    await players.play("waiting", options.jobs);
    // One that was not clear alone either comes again.
    while (await players.has("again")) await players.play("again", 1);
  } finally {
    await dismissPlayers();
  }
}

class Players {
  readonly #options: PlayQueueOptions;
  readonly #ctx: Ctx;

  constructor(options: PlayQueueOptions, ctx: Ctx) {
    this.#options = options;
    this.#ctx = ctx;
  }

  async has(line: Line): Promise<boolean> {
    return (await this.#options.queue.list()).some(({ state }) => state === line);
  }

  async play(line: Line, limit: number | "auto"): Promise<void> {
    const { queue, side, meter = machineMeter(this.#ctx.clock) } = this.#options;
    const waiting = (await queue.list()).filter(({ state }) => state === line);
    const demand = demandOf(side.plan);
    const run: Job<Turn | undefined>["run"] = (up, ctx) => this.#turn(line, up, ctx);
    const settled: Promise<void>[] = [];
    const failures: unknown[] = [];
    await runJobs<Turn | undefined>(
      {
        jobs: waiting.map(() => ({ demand, run })),
        limit,
        meter,
        isStarting: () => isStarting(),
        onEnd: (ended) => {
          const work = this.#ended(ended).catch((error: unknown) => void failures.push(error));
          settled.push(work);
        },
      },
      this.#ctx,
    );
    await Promise.all(settled);
    for (const failure of failures) throw failure;
  }

  /** Whoever has its turn takes the first in line. */
  async #turn(line: Line, up: () => void, ctx: Ctx): Promise<Turn | undefined> {
    const { queue, host } = this.#options;
    await host.require(ctx);
    const lease = await queue.lease(line);
    if (!lease) return undefined;
    await using beat = beating(queue, lease);
    try {
      const signal = AbortSignal.any([ctx.signal, beat.lost]);
      return await this.#try(lease, up, { ...ctx, signal });
    } catch (error) {
      // Somebody else has it by now: what was made of it here counts nowhere.
      if (beat.lost.aborted) return undefined;
      // Who stops us, or an engine that is gone, is no fault of it. A queue that is gone finds out by itself.
      await queue.complete(lease, "given back").catch(() => false);
      throw error;
    }
  }

  async #try(lease: Lease, up: () => void, ctx: Ctx): Promise<Turn> {
    const { batch, provider, candidateOf, tryOnce = childTry } = this.#options;
    const one = await candidateOf(lease.id);
    const name = clusterOf(batch, lease.id, lease.attempt);
    const base = join(one.folder, "run");
    const tried = await tryOnce({ one, batch, provider, name, base, up }, ctx);
    return { lease, one, tried };
  }

  async #ended(ended: Ended<Turn | undefined>): Promise<void> {
    if (!ended.value) return;
    const { queue, host, again, publish, packed } = this.#options;
    const { lease, one, tried } = ended.value;
    host.note(lease.id, tried.outcome);
    const tries = [...lease.tries, recordOf(ended, lease, tried)];
    if (playAgain(tries)) {
      await queue.complete(lease, { again: tries });
      return again(lease.id, tried.said.split("\n")[0] ?? "");
    }
    const result = this.#resultOf(one, tried, tries);
    const run = await packed?.(one, result);
    if (await queue.complete(lease, { result, run })) publish(one, result);
  }

  #resultOf(one: Candidate, tried: Tried, tries: readonly TryRecord[]): Result {
    const { judged } = tried;
    const report = join(one.folder, "report.json");
    const own = tried.run === null ? undefined : join(one.folder, tried.run, "report.json");
    // The very bytes that the run wrote, which its journal gives again.
    const kept = judged && own !== undefined && existsSync(own);
    if (kept) copyFileSync(own, report);
    const row = playedRow({
      ...worthOf(one, this.#options),
      tries,
      report: judged,
      cause: judged?.cause ?? undefined,
      reportPath: kept ? join(one.entry.folder, "report.json") : null,
    });
    return { schema: "halab/graded/1", row, tries: [...tries] };
  }
}

function recordOf(
  { beside, load, tookMs }: Ended<unknown>,
  { attempt }: Lease,
  { outcome, said, failed, run, judged }: Tried,
): TryRecord {
  const short = isShort(load);
  const crowded = judged ? judged.crowded || (short && judged.unexplained.length > 0) : short;
  return { ...{ attempt, outcome, said, failed, run }, beside, short, crowded, tookMs };
}
