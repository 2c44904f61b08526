/** Grades a batch: the files first, then a fresh cluster for each that can be played; what stands already stays. */
import { join, resolve } from "node:path";
import type { Ctx } from "../../core/base/time.ts";
import { type GradeSheet, sheetSchema } from "../sheet.ts";
import { type Candidate, type GradeOptions, sideFor, worthOf } from "./candidate.ts";
import { Desk } from "./desk.ts";
import { lookAt } from "./looked.ts";
import { lookedRow, refusedRow } from "./row.ts";

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
    const files = resolve(dir, entry.dir);
    const looked = refused === null ? lookAt(files, side) : { refused };
    all.push({ entry, folder: join(dir, entry.folder), files, looked, side });
  }
  return all;
}

export async function gradeBatch(options: GradeOptions, ctx: Ctx): Promise<GradeSheet> {
  const desk = new Desk(options, await candidatesOf(options), ctx);
  try {
    if (desk.open.length > 0) {
      // A queue is not loaded where nothing is played.
      const url = options.queue ?? options.batch.queue;
      if (url === undefined) await (await import("./play-here.ts")).playHere(desk, options, ctx);
      else await (await import("../work/shared.ts")).playShared(url, desk, options, ctx);
    }
  } finally {
    desk.end();
  }
  return desk.sheet();
}
