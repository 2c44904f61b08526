/** Grades a batch: the files first, then a fresh cluster for each that can be played; what stands already stays. */
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { shown } from "../../core/base/shown.ts";
import { type Ctx, cleanupCtx } from "../../core/base/time.ts";
import { type Graded, type GradeSheet, sheetSchema } from "../sheet.ts";
import type { BatchFile } from "./batch.ts";
import { type Candidate, clusterOf, type GradeOptions, sideFor, worthOf } from "./candidate.ts";
import { FolderQueue, resultIn } from "./folder-queue.ts";
import { lookAt } from "./looked.ts";
import { Pace } from "./pace.ts";
import { playQueue } from "./play-queue.ts";
import type { Result } from "./result.ts";
import { lookedRow, refusedRow, sameRow } from "./row.ts";
import { SheetWriter } from "./sheet-writer.ts";

/** What files alone say, in milliseconds each: nothing is played, and nothing stands for a grade. */
export async function lookThrough(
  options: Pick<GradeOptions, "dir" | "batch" | "side">,
): Promise<GradeSheet> {
  const { batch } = options;
  const submissions = (await candidatesOf(options)).map((one) => {
    const worth = worthOf(one, options);
    return "refused" in one.looked
      ? refusedRow(worth, one.looked.refused)
      : lookedRow(worth, "only its files were looked at");
  });
  return { schema: sheetSchema, lab: batch.lab, batch: batch.id, submissions };
}

async function candidatesOf(
  options: Pick<GradeOptions, "dir" | "batch" | "side">,
): Promise<readonly Candidate[]> {
  const { dir, batch } = options;
  const all: Candidate[] = [];
  for (const entry of batch.submissions) {
    const side = await sideFor(entry, options);
    const { refused } = entry;
    const looked = refused === null ? lookAt(resolve(dir, entry.dir), side) : { refused };
    all.push({ entry, folder: join(dir, entry.folder), looked, side });
  }
  return all;
}

export async function gradeBatch(options: GradeOptions, ctx: Ctx): Promise<GradeSheet> {
  const { dir, batch } = options;
  if (options.again) forgetOpen(dir, batch);
  const pace = new Pace(batch.submissions.length, ctx);
  const writer = new SheetWriter(dir, batch, pace);
  const candidates = await candidatesOf(options);
  for (const one of candidates)
    if ("refused" in one.looked)
      writer.put(one.entry, refusedRow(worthOf(one, options), one.looked.refused));
  const groups = Map.groupBy(
    candidates.filter(({ looked }) => "print" in looked),
    ({ looked }) => ("print" in looked ? looked.print : ""),
  );
  const first = [...groups.values()].flatMap(([one]) => one ?? []);
  const queue = new FolderQueue(dir, (id) => folderOf(batch, id));
  await queue.enqueue(first.map(({ entry }) => entry.id));
  await removeLost(queue, options, ctx);
  const copies = (one: Candidate, row: Graded) => {
    const rest = groups.get("print" in one.looked ? one.looked.print : "")?.slice(1) ?? [];
    for (const { entry } of rest) writer.put(entry, sameRow(entry, row));
  };
  const publish = (one: Candidate, { row }: Result) => {
    writer.played(row);
    copies(one, row);
    writer.sheet();
  };
  // What was graded before a halab was killed; its likes may not have been.
  for (const one of first) {
    const row = resultIn(one.folder)?.row;
    if (!row) continue;
    writer.stands(row);
    copies(one, row);
  }
  writer.sheet();
  const waiting = (await queue.list()).filter(({ state }) => state !== "done");
  pace.expect(waiting.length);
  try {
    await playQueue({ ...options, queue, pace, candidates: first, publish }, ctx);
  } finally {
    pace.end(writer.isWhole() ? undefined : `halab grade --resume ${shown(dir)}`);
  }
  return writer.sheet();
}

function folderOf(batch: BatchFile, id: string): string {
  return batch.submissions.find((one) => one.id === id)?.folder ?? id;
}

/** What was not gradable has no result any more. */
function forgetOpen(dir: string, { submissions }: BatchFile): void {
  for (const { folder } of submissions)
    if (resultIn(join(dir, folder))?.row.verdict === "not gradable")
      rmSync(join(dir, folder, "result.json"));
}

/** Clusters of a halab that was killed; whatever else it left carries our labels, and nobody answers for it. */
async function removeLost(queue: FolderQueue, options: GradeOptions, ctx: Ctx): Promise<void> {
  const { batch, provider } = options;
  const lost = queue.lost();
  if (lost.length === 0) return;
  for (const { id, attempt } of lost)
    await provider.down(clusterOf(batch, id, attempt), cleanupCtx(ctx, 60_000));
  await provider.gc({ all: false }, ctx);
}
