/** Grades a batch: the files first, then a fresh cluster for each that can be played; what stands already stays. */
import { existsSync, rmSync } from "node:fs";
import type { Ctx } from "../../core/base/time.ts";
import { type GradeSheet, sheetSchema } from "../sheet.ts";
import { queueFolder, sharedMark } from "./batch.ts";
import { type GradeOptions, worthOf } from "./candidate.ts";
import { candidatesOf, type Looking } from "./candidates.ts";
import { Desk } from "./desk.ts";
import { lookedRow, refusedRow } from "./row.ts";

/** What files alone say, in milliseconds each: nothing is played, and nothing stands for a grade. */
export async function lookThrough(options: Looking, ctx: Ctx): Promise<GradeSheet> {
  const { batch } = options;
  const submissions = (await candidatesOf(options, ctx)).map((one) => {
    const worth = worthOf(one, options);
    return "refused" in one.looked
      ? refusedRow(worth, one.looked.refused)
      : lookedRow(worth, "only its files were looked at");
  });
  return { schema: sheetSchema, lab: batch.lab, batch: batch.id, submissions };
}

export async function gradeBatch(options: GradeOptions, ctx: Ctx): Promise<GradeSheet> {
  const desk = new Desk(options, await candidatesOf(options, ctx), ctx);
  try {
    await playOpen(desk, options, ctx);
    // Everything of it stands in the folder by now.
    if (desk.isWhole()) rmSync(queueFolder(options.dir), { recursive: true, force: true });
  } finally {
    desk.end();
  }
  return desk.sheet();
}

/** A queue is not loaded where nothing is played, and nothing of it is to be fetched or removed. */
async function playOpen(desk: Desk, options: GradeOptions, ctx: Ctx): Promise<void> {
  const { dir, batch } = options;
  if (desk.open.length === 0 && !existsSync(sharedMark(dir))) return;
  const url = options.queue ?? batch.queue;
  if (url === undefined) await (await import("./play-here.ts")).playHere(desk, options, ctx);
  else await (await import("../work/shared.ts")).playShared(url, desk, options, ctx);
}
