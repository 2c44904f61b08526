/** A batch for Slurm: what files alone say stands at once; the rest waits for the array job. */
import { chmodSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeFolder } from "../../core/base/folders.ts";
import { packageRoot } from "../../core/base/home.ts";
import type { Ctx } from "../../core/base/time.ts";
import { demandOf } from "../../core/run/load/room.ts";
import type { GradeOptions } from "../grade/candidate.ts";
import { candidatesOf } from "../grade/candidates.ts";
import { Desk } from "../grade/desk.ts";
import { slurmScript } from "./script.ts";

export interface Prepared {
  /** Undefined: nothing has to be played. */
  readonly script: string | undefined;
  /** How many are to be played. */
  readonly open: number;
}

export async function prepareSlurm(options: GradeOptions, ctx: Ctx): Promise<Prepared> {
  const { batch, dir, side } = options;
  const desk = new Desk(options, await candidatesOf(options, ctx), ctx);
  desk.handOn();
  const { open } = desk;
  if (open.length === 0) return { script: undefined, open: 0 };
  const ids = batch.submissions.map(({ id }) => id);
  const script = join(dir, "slurm", "job.sh");
  makeFolder(join(dir, "slurm"), 0o700);
  const text = slurmScript({
    ...{ batch: batch.id, dir: resolve(dir), budgetMs: batch.budgetMs },
    numbers: open.map(({ entry }) => ids.indexOf(entry.id) + 1),
    memoryMiB: demandOf(side.plan).memoryMiB,
    halab: [process.execPath, join(packageRoot(), "bin/halab.js")],
  });
  writeFileSync(script, text, { mode: 0o700 });
  chmodSync(script, 0o700);
  return { script, open: open.length };
}
