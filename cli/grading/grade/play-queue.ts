/** Plays what waits in a queue, several at a time; then, alone, what was not clear. */
import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { HalabError } from "../../core/base/error.ts";
import { shown } from "../../core/base/shown.ts";
import type { Ctx } from "../../core/base/time.ts";
import { type Ended, type Job, runJobs } from "../../core/run/jobs.ts";
import { machineMeter } from "../../core/run/machine-load.ts";
import { demandOf } from "../../core/run/room.ts";
import { isStarting } from "../../core/state/starting.ts";
import { type Candidate, clusterOf, type GradeOptions, worthOf } from "./candidate.ts";
import { causeOf } from "./cause.ts";
import { playAgain, type TryRecord } from "./fair.ts";
import { crowdedIn, isShort, unexplained } from "./judged.ts";
import type { Looked } from "./looked.ts";
import type { Pace } from "./pace.ts";
import type { Lease, Queue } from "./queue.ts";
import type { Result } from "./result.ts";
import { playedRow } from "./row.ts";
import { type Tried, tryOnce } from "./try.ts";

interface PlayQueueOptions extends GradeOptions {
  readonly queue: Queue;
  readonly pace: Pace;
  readonly candidates: readonly Candidate[];
  readonly publish: (one: Candidate, result: Result) => void;
}

/** How often whoever holds a lease says that it lives. */
const beatMs = 15_000;
/** So many different submissions in a row that this host could not play say that it cannot play any. */
const hostLimit = 3;

interface Turn {
  readonly lease: Lease;
  readonly one: Candidate;
  readonly tried: Tried;
}

export async function playQueue(options: PlayQueueOptions, ctx: Ctx): Promise<void> {
  const player = new Player(options, ctx);
  await player.play("waiting", options.jobs);
  // One that was not clear alone either comes again.
  while (await player.has("again")) await player.play("again", 1);
}

class Player {
  readonly #options: PlayQueueOptions;
  readonly #ctx: Ctx;
  readonly #byId: ReadonlyMap<string, Candidate>;
  readonly #failedHere = new Set<string>();

  constructor(options: PlayQueueOptions, ctx: Ctx) {
    this.#options = options;
    this.#ctx = ctx;
    this.#byId = new Map(options.candidates.map((one) => [one.entry.id, one]));
  }

  async has(line: "waiting" | "again"): Promise<boolean> {
    return (await this.#options.queue.list()).some(({ state }) => state === line);
  }

  async play(line: "waiting" | "again", limit: number | "auto"): Promise<void> {
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
  async #turn(line: "waiting" | "again", up: () => void, ctx: Ctx): Promise<Turn | undefined> {
    const { queue, batch, provider } = this.#options;
    await this.#requireHost(ctx);
    const lease = await queue.lease(line);
    const one = lease && this.#byId.get(lease.id);
    if (!lease || !one || "refused" in one.looked) return undefined;
    const beat = setInterval(() => void queue.heartbeat(lease).catch(() => {}), beatMs);
    try {
      const name = clusterOf(batch, lease.id, lease.attempt);
      const base = join(one.folder, "run");
      const { budgetMs } = batch;
      const { lab } = one.side;
      const { plan } = one.looked;
      const play = this.#options.tryOnce ?? tryOnce;
      const tried = await play({ lab, plan, provider, name, base, budgetMs, up }, ctx);
      return { lease, one, tried };
    } finally {
      clearInterval(beat);
    }
  }

  async #ended(ended: Ended<Turn | undefined>): Promise<void> {
    if (!ended.value) return;
    const { queue, pace, publish } = this.#options;
    const { lease, one, tried } = ended.value;
    if (tried.outcome === "host") this.#failedHere.add(lease.id);
    else this.#failedHere.clear();
    const tries = [...lease.tries, recordOf(ended, lease, tried, one.looked)];
    if (playAgain(tries)) {
      await queue.complete(lease, { again: tries });
      pace.again(lease.id, tried.said.split("\n")[0] ?? "");
      return;
    }
    const result = await this.#resultOf(one, tried, tries);
    if (await queue.complete(lease, { result })) publish(one, result);
  }

  async #resultOf(one: Candidate, tried: Tried, tries: readonly TryRecord[]): Promise<Result> {
    const { batch } = this.#options;
    const { played } = tried;
    const report = join(one.folder, "report.json");
    // The very bytes that the run wrote, which its journal gives again.
    if (played && existsSync(join(played.dir, "report.json")))
      copyFileSync(join(played.dir, "report.json"), report);
    const kept = played && { view: played.view, dir: played.dir, failed: tried.failed };
    const cause = kept && (await causeOf(kept, one.side.starter, batch.language));
    const row = playedRow({
      ...worthOf(one, this.#options),
      tries,
      report: played?.report,
      cause,
      reportPath: existsSync(report) && played ? join(one.entry.folder, "report.json") : null,
    });
    return { schema: "halab/graded/1", row, tries: [...tries] };
  }

  /**
   * What is wrong with this machine is no submission's fault, and would be told of each of them. It is asked itself:
   * three who break halab on purpose end nobody else's grading.
   */
  async #requireHost(ctx: Ctx): Promise<void> {
    if (this.#failedHere.size < hostLimit) return;
    const ids = [...this.#failedHere].join(", ");
    this.#failedHere.clear();
    const facts = await this.#options.provider.facts(ctx);
    if (facts.ok) return;
    const bad = facts.lines.filter(({ ok }) => !ok).map(({ name, value }) => `${name}: ${value}`);
    throw new HalabError(
      "ENGINE_FAILED",
      `this machine could not play ${hostLimit} submissions in a row (${ids}): no more are tried`,
      {
        details: bad,
        hint: `halab doctor, then halab grade --resume ${shown(this.#options.dir)}`,
      },
    );
  }
}

function recordOf(
  { beside, load, tookMs }: Ended<unknown>,
  lease: Lease,
  tried: Tried,
  looked: Looked,
): TryRecord {
  const { outcome, said, failed, run, played } = tried;
  const short = isShort(load);
  const findings = "findings" in looked ? looked.findings : [];
  const crowded = played ? crowdedIn(played.view, unexplained(failed, findings), short) : short;
  const fixed = { attempt: lease.attempt, outcome, said, failed: [...failed], run };
  return { ...fixed, beside, short, crowded, tookMs };
}
