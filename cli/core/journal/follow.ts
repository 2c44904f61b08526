import { type FileHandle, open } from "node:fs/promises";
import { HalabError } from "../base/error.ts";
import type { Ctx } from "../base/time.ts";
import type { JournalEvent } from "./events.ts";
import { JournalLines } from "./lines.ts";
import { JournalParser } from "./parser.ts";
import type { Listener } from "./sink.ts";

/** Twice for each frame of a live view, so that what happened is at most a frame and a half old when it is drawn. */
const lookMs = 50;

/**
 * Listens to a run from another process: every event that its journal has, and then those that come,
 * up to its end. `over` says that nobody writes any more; a run that was killed has no end. Throws
 * NOT_FOUND when there is no journal.
 */
export async function followJournal(
  path: string,
  listener: Listener,
  over: () => boolean,
  ctx: Ctx,
): Promise<void> {
  await using file = await open(path, "r").catch((cause: unknown) => {
    throw new HalabError("NOT_FOUND", `there is no journal ${path}`, { cause });
  });
  const parser = new JournalParser(path);
  const lines = new GrowingLines(file, parser);
  for (;;) {
    // Asked first: what was written before the writer went is still read.
    const last = over();
    const written = await lines.next();
    for (const event of eventsIn(written, parser)) {
      listener(event);
      if (event.kind === "end") return;
    }
    if (written.length > 0) continue;
    if (last) return;
    await ctx.clock.wait(lookMs, ctx.signal);
  }
}

function* eventsIn(lines: readonly Buffer[], parser: JournalParser): Generator<JournalEvent> {
  for (const line of lines) {
    const events = parser.next(line);
    if (!events) throw parser.refusal("it is no JSON");
    yield* events;
  }
}

/** The whole lines of a file that grows; one that is half written waits for its rest. */
class GrowingLines {
  readonly #file: FileHandle;
  readonly #lines: JournalLines;
  readonly #buffer = Buffer.alloc(65_536);

  constructor(file: FileHandle, parser: JournalParser) {
    this.#file = file;
    this.#lines = new JournalLines(parser);
  }

  /** Those that came since the last time, of one read: none when there was nothing to read. */
  async next(): Promise<readonly Buffer[]> {
    for (;;) {
      const { bytesRead } = await this.#file.read(this.#buffer);
      if (bytesRead === 0) return [];
      const lines = [...this.#lines.add(this.#buffer.subarray(0, bytesRead))];
      if (lines.length > 0) return lines;
    }
  }
}
