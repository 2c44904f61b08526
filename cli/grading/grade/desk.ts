/** The folder's side of grading: what stands, what is open, and where each result goes. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { shown } from "../../core/base/shown.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { Graded, GradeSheet } from "../sheet.ts";
import { type Candidate, type GradeOptions, worthOf } from "./candidate.ts";
import { refusalsOf } from "./looked.ts";
import { Pace } from "./pace.ts";
import { type Result, resultIn } from "./result.ts";
import { refusedRow, sameRow } from "./row.ts";
import { SheetWriter } from "./sheet-writer.ts";
import { writeJson } from "./store.ts";

export class Desk {
  /** Of each content the first, if it has no result: in the order in which they were handed in. */
  readonly open: readonly Candidate[];
  /** Had none, and are to be played once more. */
  readonly anew: readonly string[];
  readonly #options: GradeOptions;
  readonly #pace: Pace;
  readonly #writer: SheetWriter;
  readonly #likes: ReadonlyMap<string, readonly Candidate[]>;

  constructor(options: GradeOptions, candidates: readonly Candidate[], ctx: Ctx) {
    const { dir, batch } = options;
    this.#options = options;
    this.anew = options.again ? forgetOpen(candidates) : [];
    this.#pace = new Pace(batch.submissions.length, ctx);
    this.#writer = new SheetWriter(dir, batch, this.#pace);
    const playable = candidates.filter(({ looked }) => "print" in looked);
    this.#likes = Map.groupBy(playable, printOf);
    for (const one of candidates) {
      const { entry, looked } = one;
      if (!("refused" in looked)) continue;
      const row = refusedRow(worthOf(one, options), looked.refused);
      this.#writer.put(entry, row, refusalsOf(looked));
    }
    const first = [...this.#likes.values()].flatMap(([one]) => one ?? []);
    this.open = first.filter((one) => !this.#stands(one));
    this.#writer.sheet();
    this.#pace.expect(this.open.length);
  }

  /** What was graded before a halab was killed; its likes may not have been. */
  #stands(one: Candidate): boolean {
    const row = resultIn(one.folder)?.row;
    if (!row) return false;
    this.#writer.stands(row);
    this.#copies(one, row);
    return true;
  }

  publish(one: Candidate, result: Result): void {
    writeJson(join(one.folder, "result.json"), result);
    this.#writer.played(result.row);
    this.#copies(one, result.row);
    this.#writer.sheet();
  }

  again(id: string, said: string): void {
    this.#pace.again(id, said);
  }

  has({ folder }: Candidate): boolean {
    return resultIn(folder) !== undefined;
  }

  isWhole(): boolean {
    return this.#writer.isWhole();
  }

  end(): void {
    this.#pace.end(this.isWhole() ? undefined : `halab grade --resume ${shown(this.#options.dir)}`);
  }

  handOn(): void {
    this.#pace.handedOn();
  }

  sheet(): GradeSheet {
    return this.#writer.sheet();
  }

  #copies(one: Candidate, row: Graded): void {
    const rest = this.#likes.get(printOf(one))?.slice(1) ?? [];
    for (const { entry } of rest) this.#writer.put(entry, sameRow(entry, row));
  }
}

function printOf({ looked }: Candidate): string {
  return "print" in looked ? looked.print : "";
}

/** What was not gradable has no result any more. */
function forgetOpen(candidates: readonly Candidate[]): string[] {
  const open = candidates.filter(({ folder }) => resultIn(folder)?.row.verdict === "not gradable");
  for (const { folder } of open) rmSync(join(folder, "result.json"));
  return open.map(({ entry }) => entry.id);
}
