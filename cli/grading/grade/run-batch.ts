/** Grades a batch: the files first, then a fresh cluster for each that can be played; what stands already stays. */
import type { Ctx } from "../../core/base/time.ts";
import { type GradeSheet, sheetSchema } from "../sheet.ts";
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
