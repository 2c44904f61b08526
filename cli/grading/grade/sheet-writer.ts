/** The sheet as it grows: each result in its submission's folder, and all of them in grades.json. */
import { join } from "node:path";
import { type Graded, type GradeSheet, sheetSchema } from "../sheet.ts";
import type { BatchEntry, BatchFile } from "./batch.ts";
import type { Pace } from "./pace.ts";
import { type Result, resultIn } from "./result.ts";
import { writeJson } from "./store.ts";

export class SheetWriter {
  readonly #dir: string;
  readonly #batch: BatchFile;
  readonly #pace: Pace;
  readonly #rows = new Map<string, Graded>();

  constructor(dir: string, batch: BatchFile, pace: Pace) {
    this.#dir = dir;
    this.#batch = batch;
    this.#pace = pace;
  }

  /** Of a submission that was not played itself. */
  put(entry: BatchEntry, row: Graded, also: Pick<Result, "refusals"> = {}): void {
    const folder = join(this.#dir, entry.folder);
    const known = resultIn(folder);
    const result: Result = { schema: "halab/graded/1", row, tries: [], ...also };
    if (!known) writeJson(join(folder, "result.json"), result);
    this.#rows.set(entry.id, known?.row ?? row);
    this.#pace.over(known?.row ?? row);
  }

  /** It was played before a halab was killed. */
  stands(row: Graded): void {
    this.#rows.set(row.id, row);
    this.#pace.over(row);
  }

  played(row: Graded): void {
    this.#rows.set(row.id, row);
    this.#pace.played(row);
  }

  isWhole(): boolean {
    return this.#rows.size === this.#batch.submissions.length;
  }

  /** Writes it. */
  sheet(): GradeSheet {
    const { lab, id, submissions } = this.#batch;
    const rows = submissions.flatMap((one) => this.#rows.get(one.id) ?? []);
    const sheet: GradeSheet = { schema: sheetSchema, lab, batch: id, submissions: rows };
    writeJson(join(this.#dir, "grades.json"), sheet);
    return sheet;
  }
}
