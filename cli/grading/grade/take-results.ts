/** From a queue into the batch's folder: what it has taken, and what was lost too often. */
import type { BossQueue } from "../queue/boss-queue.ts";
import type { Candidate, GradeOptions } from "./candidate.ts";
import type { Desk } from "./desk.ts";
import { lostResult } from "./lost.ts";

/** `fetched`: what its run left, by its hash, is to be written where it belongs. */
export async function takeResults(
  queue: BossQueue,
  desk: Desk,
  options: Pick<GradeOptions, "batch">,
  fetched?: (one: Candidate, hash: string) => Promise<void>,
): Promise<void> {
  const all = new Map((await queue.list()).map((one) => [one.id, one]));
  for (const one of desk.open) {
    const queued = all.get(one.entry.id);
    if ((queued?.state !== "done" && queued?.state !== "lost") || desk.has(one)) continue;
    if (queued.state === "lost") desk.publish(one, lostResult(one, queued, options));
    const kept = queued.state === "done" && (await queue.resultOf(one.entry.id));
    if (!kept) continue;
    // The result comes last: where it stands, everything else does.
    if (kept.run !== null) await fetched?.(one, kept.run);
    desk.publish(one, kept.result);
  }
}
