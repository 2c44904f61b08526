import { closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { cleanJson } from "../base/clean.ts";
import { HalabError } from "../base/error.ts";
import { makeFolder } from "../base/folders.ts";
import { shown } from "../base/shown.ts";
import type { JournalEvent } from "./events.ts";
import { JournalLines } from "./lines.ts";
import { JournalParser } from "./parser.ts";

/**
 * Appends events to a file as they come: what was seen before a crash stays. The plan in it has every
 * node's configuration, so it is its owner's alone.
 */
export class JournalFile implements Disposable {
  readonly #fd: number;

  constructor(path: string) {
    makeFolder(dirname(path));
    this.#fd = openSync(path, "a", 0o600);
  }

  write(event: JournalEvent): void {
    writeSync(this.#fd, `${cleanJson(event)}\n`);
  }

  [Symbol.dispose](): void {
    closeSync(this.#fd);
  }
}

/** An hour of a lab with three probes at 5 ms has half of it. */
const mostBytes = 2 ** 28;

/**
 * Reads a stored journal, of this form or an older one; a last line that a crash cut off is left out. Throws
 * NOT_FOUND when there is none, LAB_INVALID for what is no journal.
 */
export function readJournal(path: string): JournalEvent[] {
  const parser = new JournalParser(path);
  const events: JournalEvent[] = [];
  let cut: HalabError | undefined;
  for (const line of linesOf(path, parser)) {
    if (cut) throw cut;
    const found = parser.next(line);
    if (found) for (const event of found) events.push(event);
    else cut = parser.refusal("it is no JSON");
  }
  return events;
}

/** Without their ends; of a file that is no journal only as much is read as shows that. */
function* linesOf(path: string, parser: JournalParser): Generator<Buffer> {
  using file = openJournal(path);
  const lines = new JournalLines(parser);
  const chunk = Buffer.alloc(65_536);
  for (let bytes = read(); bytes > 0; bytes = read()) yield* lines.add(chunk.subarray(0, bytes));
  const rest = lines.rest();
  if (rest.length > 0) yield rest;
  function read(): number {
    return readSync(file.fd, chunk);
  }
}

function openJournal(path: string): Disposable & { readonly fd: number } {
  let fd: number;
  try {
    fd = openSync(path, "r");
  } catch (error) {
    throw new HalabError("NOT_FOUND", `there is no journal ${path}`, { cause: error });
  }
  const file = { fd, [Symbol.dispose]: () => closeSync(fd) };
  const stat = fstatSync(fd);
  if (stat.isFile() && stat.size <= mostBytes) return file;
  file[Symbol.dispose]();
  const why = stat.isFile() ? `has more than ${mostBytes} bytes` : "is no file";
  throw new HalabError("LAB_INVALID", `${shown(path)} ${why}: it is no journal of a run`);
}
