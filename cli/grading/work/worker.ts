/** Plays what waits in a shared queue, of whatever batch, and gives back what came of it. Its host is all it has. */
import { rmSync } from "node:fs";
import { hostname } from "node:os";
import { HalabError, messageOf } from "../../core/base/error.ts";
import { type Ctx, cleanupCtx, waitUntil } from "../../core/base/time.ts";
import type { Provider } from "../../core/cluster/provider.ts";
import { ownerState } from "../../core/state/process-identity.ts";
import { loadProvider } from "../../providers/load.ts";
import { clusterOf } from "../grade/candidate.ts";
import { badLines, type Host, hostOf } from "../grade/host.ts";
import { playQueue } from "../grade/play-queue.ts";
import { openBatches, type SharedBatch } from "../queue/batches.ts";
import type { BossQueue } from "../queue/boss-queue.ts";
import type { Farm } from "../queue/open.ts";
import { packFolder } from "../queue/pack.ts";
import { payloadLimitBytes } from "../queue/payload.ts";
import { type Hosted, hostBatch, openScratch } from "./scratch.ts";

export interface WorkOptions {
  readonly farm: Farm;
  readonly jobs: number | "auto";
  /** Ends when everything is over; else when it is told to. */
  readonly once: boolean;
  /** Of this batch alone. */
  readonly only?: string | undefined;
}

/** Asked by poll: a connection that listens may break unseen, and jobs take half a minute and more. */
const idleMs = 2000;
/** A host that cannot play looks at itself again. */
const [restMs, longestRestMs] = [60_000, 24 * 3_600_000];

export async function work(options: WorkOptions, ctx: Ctx): Promise<void> {
  using scratch = openScratch();
  const worker = new Worker(options, scratch.dir, ctx);
  await worker.clean();
  while (await worker.turn()) await ctx.clock.wait(idleMs, ctx.signal);
}

/** A run beyond what the queue takes is left behind: the grade and its report do not hang on it. */
async function packedResult(folder: string): Promise<Buffer> {
  const whole = await packFolder(folder);
  if (whole.length <= payloadLimitBytes) return whole;
  return packFolder(folder, (name) => !name.startsWith("run/"));
}

class Worker {
  readonly #options: WorkOptions;
  readonly #dir: string;
  readonly #ctx: Ctx;
  /** Undefined: it cannot be played here. */
  readonly #hosted = new Map<string, Hosted | undefined>();
  readonly #hosts = new Map<string, Host>();

  constructor(options: WorkOptions, dir: string, ctx: Ctx) {
    this.#options = options;
    this.#dir = dir;
    this.#ctx = ctx;
  }

  /** What killed ones left on this host. */
  async clean(): Promise<void> {
    const provider = await loadProvider("auto");
    for (const { name } of await provider.gc({ all: false }, this.#ctx))
      this.#say(`removed ${name}, which a killed one left`);
  }

  /** False: everything is over. */
  async turn(): Promise<boolean> {
    const { farm, once, only } = this.#options;
    const all = await openBatches(farm.database);
    const mine = all.filter(({ batch }) => only === undefined || batch.id === only);
    let foreign = 0;
    for (const shared of mine) {
      await this.#takeBackDead(shared);
      const hosted = await this.#host(shared);
      if (hosted) await this.#play(hosted);
      else foreign += 1;
    }
    return !once || mine.length > foreign;
  }

  /** Leases of workers that were killed on this host: nobody has to wait until they lapse. */
  async #takeBackDead({ batch }: SharedBatch): Promise<void> {
    const queue = this.#options.farm.queueOf(batch.id);
    for (const held of await queue.held()) {
      if (ownerState(held.holder) !== "dead") continue;
      const provider = await loadProvider(batch.provider);
      const name = clusterOf(batch, held.id, held.attempt);
      await provider.down(name, cleanupCtx(this.#ctx, 60_000));
      await queue.takeBack(held, { counted: true });
      this.#say(`${held.id} was lost with a worker that was killed here`);
    }
  }

  async #host(shared: SharedBatch): Promise<Hosted | undefined> {
    const { id } = shared.batch;
    if (this.#hosted.has(id)) return this.#hosted.get(id);
    const { farm } = this.#options;
    const place = { dir: this.#dir, database: farm.database, queue: farm.queueOf(id) };
    const hosted = await hostBatch(shared, place).catch((error: unknown) => {
      this.#say(`left to others: ${messageOf(error)}`);
      return undefined;
    });
    this.#hosted.set(id, hosted);
    return hosted;
  }

  async #play(hosted: Hosted): Promise<void> {
    const { batch } = hosted;
    const queue = this.#options.farm.queueOf(batch.id);
    const waits = (await queue.list()).some(
      ({ state }) => state === "waiting" || state === "again",
    );
    if (!waits) {
      // A lease that lapsed is seen when somebody asks for one.
      await queue.takeBackLapsed();
      return;
    }
    const provider = await loadProvider(batch.provider);
    try {
      await this.#playWith(provider, hosted, queue);
    } catch (error) {
      if (!(error instanceof HalabError) || error.code !== "ENGINE_UNAVAILABLE") throw error;
      // It is back, perhaps, before anybody has looked.
      await this.#rest(provider, error.message);
    }
  }

  async #playWith(provider: Provider, hosted: Hosted, queue: BossQueue): Promise<void> {
    const { batch, side, candidateOf } = hosted;
    const { jobs } = this.#options;
    await playQueue(
      {
        ...{ batch, side, provider, jobs, queue, candidateOf },
        host: this.#hostOf(provider),
        again: (id, said) => this.#say(`${id} has to be played again, alone: ${said}`),
        packed: ({ folder }) => packedResult(folder),
        publish: ({ folder, files }, { row }) => {
          const points =
            row.points === null ? "no points" : `${row.points} of ${row.maxPoints} points`;
          this.#say(`${row.id} of ${batch.lab} (${batch.id}): ${row.verdict}, ${points}`);
          for (const done of [folder, files]) rmSync(done, { recursive: true, force: true });
        },
      },
      this.#ctx,
    );
  }

  #hostOf(provider: Provider): Host {
    const known = this.#hosts.get(provider.name);
    const host =
      known ??
      hostOf({
        provider,
        bad: ["host", "unknown"],
        onBad: (text, facts) => this.#rest(provider, [text, ...badLines(facts)].join("; ")),
      });
    this.#hosts.set(provider.name, host);
    return host;
  }

  /** Until this machine can play again: others play meanwhile. */
  async #rest(provider: Provider, why: string): Promise<void> {
    this.#say(`it rests, for ${why} (halab doctor)`);
    const well = async () =>
      (await provider.facts(this.#ctx).catch(() => undefined))?.ok ? true : undefined;
    const what = "this machine to be able to play (halab doctor)";
    const often = { timeoutMs: longestRestMs, everyMs: restMs };
    await waitUntil(well, { what, ...often }, this.#ctx);
    this.#say("it plays again");
  }

  #say(text: string): void {
    this.#ctx.progress({ task: "worker", state: "told", text: `${hostname()}: ${text}` });
  }
}
