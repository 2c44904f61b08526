/** Plays a batch on this machine, by a queue in its folder: nobody else grades in it (`holdBatch`). */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Ctx, cleanupCtx } from "../../core/base/time.ts";
import type { BossQueue } from "../queue/boss-queue.ts";
import { openEmbedded } from "../queue/open.ts";
import { type Candidate, clusterOf, type GradeOptions } from "./candidate.ts";
import type { Desk } from "./desk.ts";
import { endingHost } from "./host.ts";
import { playQueue } from "./play-queue.ts";
import { takeResults } from "./take-results.ts";

export async function playHere(desk: Desk, options: GradeOptions, ctx: Ctx): Promise<void> {
  const { dir, batch, provider, openQueue = openEmbedded } = options;
  await using queue = await openQueue(dir, batch.id);
  const ids = desk.open.map(({ entry }) => entry.id);
  await queue.enqueue(ids.map((id) => ({ id })));
  await queue.anew(desk.anew);
  await removeLost(queue, desk, options, ctx);
  await takeResults(queue, desk, options);
  const byId = new Map(desk.open.map((one) => [one.entry.id, one]));
  const candidateOf = async (id: string) => known(byId, id);
  const host = endingHost(provider, dir);
  const again = (id: string, said: string) => desk.again(id, said);
  const publish: Desk["publish"] = (one, result) => desk.publish(one, result);
  await playQueue({ ...options, queue, host, candidateOf, again, publish }, ctx);
  await takeResults(queue, desk, options);
}

function known(byId: ReadonlyMap<string, Candidate>, id: string): Candidate {
  const one = byId.get(id);
  if (one) return one;
  throw new Error(`the queue has ${id}, which the batch has not`);
}

/** Clusters of a halab that was killed; whatever else it left carries our labels, and nobody answers for it. */
async function removeLost(
  queue: BossQueue,
  desk: Desk,
  { batch, provider }: GradeOptions,
  ctx: Ctx,
): Promise<void> {
  const lost = await queue.held();
  const begun = desk.open.some(({ folder }) => existsSync(join(folder, "player.log")));
  if (lost.length === 0 && !begun) return;
  for (const one of lost) {
    await provider.down(clusterOf(batch, one.id, one.attempt), cleanupCtx(ctx, 60_000));
    // Whoever kills halab again and again makes nobody `not gradable`.
    await queue.takeBack(one, { counted: false });
  }
  await provider.gc({ all: false }, ctx);
}
