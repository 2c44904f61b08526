/** What is seen of a cluster: of a run that is being played its journal, else what probes of our own see. */
import { join } from "node:path";
import { HalabError, isUnreachable } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { halabVersion } from "../../core/base/version.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import type { Cluster } from "../../core/cluster/provider.ts";
import { type JournalEvent, journalSchema } from "../../core/journal/events.ts";
import { followJournal } from "../../core/journal/follow.ts";
import { Sink } from "../../core/journal/sink.ts";
import type { Kinds } from "../../core/kinds/all.ts";
import { planOn } from "../../core/kinds/probe.ts";
import { Session } from "../../core/run/session.ts";
import { findPlaying } from "../../core/state/playing.ts";

/** Whether a run has begun, or ended, is seen this soon. */
const lookMs = 100;
/** A session keeps all that it saw: after this long a new one takes its place. */
const longestS = 600;

/** `own`: seen by probes of the watcher's own. */
export type Hear = (event: JournalEvent, own: boolean) => void;

export interface Watched {
  readonly cluster: Cluster;
  readonly plan: Plan;
  readonly kinds: Kinds;
}

/** Until it is aborted. Two probers on one cluster would spoil each other's times: ours goes when a run comes. */
export async function watchCluster(watched: Watched, hear: Hear, ctx: Ctx): Promise<void> {
  const { name } = watched.cluster;
  let over: string | undefined;
  while (!ctx.signal.aborted) {
    const dir = findPlaying(name);
    if (dir === undefined) await lookOn(watched, hear, ctx);
    else if (dir === over) await ctx.clock.wait(lookMs, ctx.signal);
    else {
      await follow(name, dir, hear, ctx);
      over = dir;
    }
  }
}

async function follow(name: string, dir: string, hear: Hear, ctx: Ctx): Promise<void> {
  const path = join(dir, "journal.ndjson");
  try {
    await followJournal(
      path,
      (event) => hear(event, false),
      () => findPlaying(name) !== dir,
      ctx,
    );
  } catch (error) {
    // It was marked as played on before its journal was there.
    if (!(error instanceof HalabError) || error.code !== "NOT_FOUND") throw error;
    await ctx.clock.wait(lookMs, ctx.signal);
  }
}

/** Until somebody plays. */
async function lookOn({ cluster, plan, kinds }: Watched, hear: Hear, ctx: Ctx): Promise<void> {
  const here = planOn(plan, await cluster.status(ctx));
  const sink = new Sink();
  sink.listen((event) => hear(event, true));
  await using ways = new AsyncDisposableStack();
  const access = await cluster.openSwitch(ctx);
  ways.defer(() => access.agent[Symbol.asyncDispose]());
  await using session = new Session({ plan: here, kinds, cluster, sink, ctx });
  const about = { run: "watch", lab: plan.lab, provider: cluster.provider, halab: halabVersion() };
  const t = session.now();
  session.emit({ kind: "run", t, schema: journalSchema, ...about, wall: "", plan: here, host: {} });
  await session.attachAll();
  session.listen(async () => access);
  const endNs = t + longestS * 1e9;
  let nextNs = t;
  while (findPlaying(cluster.name) === undefined && session.now() < endNs) {
    session.throwIfLost();
    if (session.now() >= nextNs) {
      nextNs = session.now() + 1e9;
      session.refreshTimers();
      // A node that was off may be back; one that goes at this moment lets nobody in.
      await session.attachAll().catch(unlessGoing);
    }
    await ctx.clock.wait(lookMs, ctx.signal);
  }
}

function unlessGoing(error: unknown): void {
  const going = isUnreachable(error);
  if (!going) throw error;
}
