/** What a node says on its console until it is ready: kept in its last lines, whatever it is. */
import { LimitedLines } from "../limited-lines.ts";

export const initEnded = "its init ended";

/** What is shown of the console of a node that did not come up. */
const shownLines = 30;
/** A boot says some hundred lines. Who says a million is not booting, and holds up all that do. */
const limits = { lineBytes: 2000, linesPerS: 10_000, allBytes: 64 * 2 ** 20 };

/** Whatever a service says that it needs: no longer than this. */
const mostMoreMs = 120_000;

/** `said`: undefined once the init says `halab: ready`, else why not. Called once or more. */
export class Console {
  readonly lines: string[] = [];
  /** Whether the guest of a VM has said so. */
  awake = false;
  /** A service that does a lot at its first start has asked for so much more time. */
  moreMs = 0;
  readonly #said: (why: string | undefined) => void;
  readonly #reader: LimitedLines;
  #flooded = false;

  constructor(said: (why: string | undefined) => void) {
    this.#said = said;
    this.#reader = new LimitedLines((line) => this.#line(line), limits);
  }

  take(chunk: Buffer): void {
    if (this.#flooded) return;
    const wrong = this.#reader.take(chunk);
    if (wrong === undefined) return;
    this.#flooded = true;
    this.#said(`console: it said ${wrong} before it was ready`);
  }

  end(): void {
    this.#reader.end();
    this.#said(initEnded);
  }

  #line(text: string): void {
    const line = text.replace(/\r$/, "");
    if (line.startsWith("halab: ready")) this.#said(undefined);
    else if (line.startsWith("halab: failed ")) this.#said(line.slice("halab: failed ".length));
    else this.lines.push(line);
    const [, seconds] = /^halab: \S+ may take (\d{1,3}) s to start$/.exec(line) ?? [];
    if (seconds !== undefined) this.moreMs = Math.min(mostMoreMs, Number(seconds) * 1000);
    this.awake ||= line.startsWith("halab: awake");
    if (this.lines.length > shownLines) this.lines.shift();
  }
}
