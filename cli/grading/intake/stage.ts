/** A new folder that entries are written into: files only, nothing twice, never through what was there. */
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join, posix } from "node:path";
import { HalabError, messageOf } from "../../core/base/error.ts";
import { plain, sizeText } from "../../core/lab/submission/words.ts";
import type { Item } from "./item.ts";
import { isArchiveName } from "./kinds.ts";
import { type Budget, type Limits, refusal } from "./limits.ts";
import { litterIn } from "./litter.ts";
import { placeOf } from "./paths.ts";

/** What is there and was not taken. */
interface Odd {
  readonly path: string;
  /** The end of a sentence. */
  readonly what: string;
}

/** Of what is told of one submission. */
const mostTold = 20;

export class Stage {
  readonly dir: string;
  readonly budget: Budget;
  readonly limits: Limits;
  readonly files = new Set<string>();
  readonly folders = new Set<string>([""]);
  /** Those that files were written into. */
  readonly #there = new Set<string>([""]);
  readonly odd: Odd[] = [];
  /** What was left out: whole folders by their name alone. */
  readonly litter = new Set<string>();
  /** Sentences about what was taken. */
  readonly notes: string[] = [];
  /** Paths by their small letters: some systems take them for one. */
  readonly #spelt = new Map<string, string>();

  constructor(dir: string, budget: Budget, limits: Limits) {
    this.dir = dir;
    this.budget = budget;
    this.limits = limits;
    written(dir, () => mkdirSync(dir, { recursive: true, mode: 0o700 }));
  }

  /** Throws a refusal for what leads elsewhere, or for more than the limits. */
  async take(item: Item): Promise<void> {
    this.budget.entry();
    const place = placeOf(item.name, this.limits);
    if (place === undefined) return;
    const { path, odd } = place;
    const litter = litterIn(path);
    if (litter !== undefined) {
      if (this.litter.size < mostTold) this.litter.add(litter);
    } else if (odd !== undefined) this.#leave(path, odd);
    else if (item.is === "other") this.#leave(path, item.what ?? "is no file");
    else if (item.is === "folder") this.#folder(path);
    else if (item.size > this.#mostOf(path))
      this.#leave(
        path,
        `has ${sizeText(item.size)}; a file may have ${sizeText(this.#mostOf(path))}`,
      );
    else await this.#file(path, item);
  }

  #leave(path: string, what: string): void {
    if (this.odd.length < mostTold) this.odd.push({ path, what });
  }

  /** An archive in it may be as large as an archive that is handed in. */
  #mostOf(path: string): number {
    return isArchiveName(path) ? this.limits.packed : this.limits.file;
  }

  async #file(path: string, item: Item): Promise<void> {
    const { budget } = this;
    budget.file(item.size);
    budget.packed(item.packed ?? 0);
    this.#folder(above(path));
    if (this.files.has(path)) throw refusal(`it holds "${plain(path)}" twice: which one counts?`);
    if (this.folders.has(path)) throw asBoth(path);
    this.#spell(path);
    this.files.add(path);
    this.#make(above(path));
    const fd = this.#made(path, (file) => openSync(file, "wx", item.executable ? 0o755 : 0o644));
    try {
      let length = 0;
      for await (const chunk of item.bytes()) {
        length += chunk.length;
        if (length > item.size) throw refusal(`"${plain(path)}" is longer than its entry says`);
        if (item.packed !== undefined) budget.unpacked(chunk.length);
        written(this.dir, () => writeWhole(fd, chunk));
      }
    } finally {
      closeSync(fd);
    }
  }

  /** It and all above it: as a name, until a file is written into it. */
  #folder(path: string): void {
    if (this.folders.has(path)) return;
    if (this.files.has(path)) throw asBoth(path);
    this.#folder(above(path));
    this.#spell(path);
    this.folders.add(path);
  }

  #make(folder: string): void {
    if (this.#there.has(folder)) return;
    this.#make(above(folder));
    this.#made(folder, (path) => mkdirSync(path, { mode: 0o755 }));
    this.#there.add(folder);
  }

  #spell(path: string): void {
    const lower = path.toLowerCase();
    const other = this.#spelt.get(lower);
    if (other === undefined) this.#spelt.set(lower, path);
    else if (this.notes.length < mostTold)
      this.notes.push(
        `"${plain(path)}" and "${plain(other)}" differ in capitals alone: both count`,
      );
  }

  /** Where capitals are no difference, or names are composed otherwise, the second of a kind is there already. */
  #made<T>(path: string, make: (path: string) => T): T {
    try {
      return make(join(this.dir, path));
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EEXIST")
        throw refusal(`it holds "${plain(path)}" twice, in other letters`);
      throw machine(this.dir, error);
    }
  }
}

/** "" is the top. */
function above(path: string): string {
  const folder = posix.dirname(path);
  return folder === "." ? "" : folder;
}

function asBoth(path: string): HalabError {
  return refusal(`it holds "${plain(path)}" as a file and as a folder`);
}

function writeWhole(fd: number, chunk: Uint8Array): void {
  for (let at = 0; at < chunk.length; ) at += writeSync(fd, chunk, at);
}

/** The machine's fault: a full disk is nobody's submission. */
export function written<T>(dir: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw machine(dir, error);
  }
}

function machine(dir: string, error: unknown): HalabError {
  return new HalabError("CAPABILITY_MISSING", `cannot write below ${dir}: ${messageOf(error)}`, {
    cause: error,
  });
}
