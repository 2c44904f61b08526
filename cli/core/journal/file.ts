import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { HalabError } from "../base/error.ts";
import type { JournalEvent } from "./events.ts";

/** Appends events to a file as they come: what was seen before a crash stays. */
export class JournalFile implements Disposable {
  readonly #fd: number;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#fd = openSync(path, "a");
  }

  write(event: JournalEvent): void {
    writeSync(this.#fd, `${JSON.stringify(event)}\n`);
  }

  [Symbol.dispose](): void {
    closeSync(this.#fd);
  }
}

/** Reads a stored journal; a last line that a crash cut off is left out. */
export function readJournal(path: string): JournalEvent[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new HalabError("NOT_FOUND", `there is no journal ${path}`, { cause: error });
  }
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.flatMap((line, index) => {
    try {
      // Written by us with this type; a foreign file fails at its first line below.
      return [JSON.parse(line) as JournalEvent];
    } catch (error) {
      if (index === lines.length - 1) return [];
      throw new HalabError("LAB_INVALID", `${path}:${index + 1}: not a line of a journal`, {
        cause: error,
      });
    }
  });
}
