/** Grade books beside the sheet, written anew as results come: what is there is always whole. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { HalabError } from "../../../core/base/error.ts";
import type { Language } from "../../../core/base/language.ts";
import type { Format } from "../format.ts";
import { formats as all, requireFormat } from "../formats.ts";
import { makeFormat, writeFormat } from "../make.ts";
import { readSheet } from "../read.ts";

/** Throws USAGE for a format that there is not, or that fills in a file of a platform's. */
export function requireBooks(names: readonly string[]): readonly Format[] {
  const found = [...new Set(names)].map(requireFormat);
  const fills = found.find((one) => one.fills);
  if (!fills) return found;
  const others = all.filter((one) => !one.fills).map(({ name }) => name);
  throw new HalabError(
    "USAGE",
    `${fills.name} fills in the platform's own file, which comes later`,
    {
      hint: `halab grades ${fills.name} DIR --worksheet FILE; as results come: ${others.join(", ")}`,
    },
  );
}

export class GradeBooks {
  readonly #dir: string;
  readonly #formats: readonly Format[];
  readonly #language: Language;
  #writing: Promise<void> | undefined;
  #again = false;

  /** `dir`: the batch's folder; they lie in its `books`. */
  constructor(dir: string, formats: readonly Format[], language: Language) {
    this.#dir = dir;
    this.#formats = formats;
    this.#language = language;
  }

  /** There is something new: it is written when nothing is being written. */
  renew(): void {
    if (this.#formats.length === 0) return;
    if (this.#writing !== undefined) {
      this.#again = true;
      return;
    }
    this.#writing = this.#write().finally(() => {
      this.#writing = undefined;
      if (this.#again) this.renew();
    });
    // What cannot be written is told at the end, by the last time.
    this.#writing.catch(() => {});
  }

  /** Resolves when all of the sheet as it stands is written; throws what writing throws. */
  async end(): Promise<void> {
    this.#again = false;
    await this.#writing?.catch(() => {});
    await this.#write();
  }

  async #write(): Promise<void> {
    this.#again = false;
    // Whoever tells of a result writes the sheet right after.
    await new Promise(setImmediate);
    if (!existsSync(join(this.#dir, "grades.json"))) return;
    const read = readSheet(this.#dir);
    for (const format of this.#formats) {
      const written = await makeFormat(format, read, { language: this.#language, told: 0 });
      const folder = join(this.#dir, "books", format.name);
      const [first] = written.files;
      if (format.scope === "student") writeFormat(format, written, folder);
      else if (first) writeFormat(format, written, `${folder}-${first.name}`);
    }
  }
}
