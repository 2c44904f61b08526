/** A batch that others play: handed to a queue that hosts share, and its results fetched as they come. */
import { rmSync, writeFileSync } from "node:fs";
import type { Ctx } from "../../core/base/time.ts";
import { sharedMark } from "../grade/batch.ts";
import type { GradeOptions } from "../grade/candidate.ts";
import type { Desk } from "../grade/desk.ts";
import { takeResults } from "../grade/take-results.ts";
import { dropBatch, putBatch } from "../queue/batches.ts";
import { Farm } from "../queue/open.ts";
import { packFolder, unpackFolder } from "../queue/pack.ts";
import { getPayload, putPayload } from "../queue/payload.ts";
import { openPostgres } from "../queue/postgres.ts";
import { work } from "./worker.ts";

/** Asked by poll: results come some a minute, and a connection that listens may break unseen. */
const askMs = 1000;

/** Results stay in the queue until they are in the folder. */
export async function playShared(
  url: string,
  desk: Desk,
  options: GradeOptions,
  ctx: Ctx,
): Promise<void> {
  const { batch, side, jobs, playsToo: play = false } = options;
  await using farm = await Farm.open(await openPostgres(url, ctx.signal));
  const { database } = farm;
  const queue = farm.queueOf(batch.id);
  writeFileSync(sharedMark(options.dir), "");
  await putBatch(batch, await packFolder(side.lab.dir), database);
  for (const { entry, files } of desk.open) {
    const hash = await putPayload(await packFolder(files), database);
    await queue.enqueue([{ id: entry.id, files: hash }]);
  }
  await queue.anew(desk.anew);
  const stop = new AbortController();
  const signal = AbortSignal.any([ctx.signal, stop.signal]);
  const working = play
    ? work({ farm, jobs, once: true, only: batch.id }, { ...ctx, signal })
    : undefined;
  // What breaks it is thrown where it is waited for.
  working?.catch(() => stop.abort());
  try {
    for (;;) {
      await takeResults(queue, desk, options, async (one, hash) =>
        unpackFolder(await getPayload(hash, database), one.folder),
      );
      if (desk.isWhole()) break;
      await ctx.clock.wait(askMs, signal);
    }
  } finally {
    await working;
  }
  await dropBatch(batch.id, farm);
  rmSync(sharedMark(options.dir), { force: true });
}
