/** A stream of a node, as lines: each cut, and all of them limited, whatever the node writes. */
import { StringDecoder } from "node:string_decoder";

export interface StreamLimits {
  /** Of a line; the rest of a longer one is dropped. */
  readonly lineBytes: number;
  /** On average over ten seconds: who listens may have been held up, and then reads all at once. */
  readonly linesPerS: number;
  readonly allBytes: number;
}

const windowS = 10;
export const cutMark = "... (cut)";

const mib = 2 ** 20;

/** Of a program of ours in a node that no student owns; the busiest prober says some 2000 lines a second. */
export const streamLimits: StreamLimits = {
  lineBytes: 64 * 1024,
  linesPerS: 20_000,
  allBytes: 1024 * mib,
};

export class LimitedLines {
  readonly #onLine: (line: string) => void;
  readonly #limits: StreamLimits;
  readonly #now: () => number;
  #decoder = new StringDecoder("utf8");
  /** Of the line that has not ended yet. */
  #parts: string[] = [];
  #lineBytes = 0;
  #allBytes = 0;
  #windowStartMs = 0;
  #linesInWindow = 0;

  constructor(
    onLine: (line: string) => void,
    limits: StreamLimits,
    now: () => number = () => performance.now(),
  ) {
    this.#onLine = onLine;
    this.#limits = limits;
    this.#now = now;
  }

  /** Which limit is passed, as it completes "it said ..."; then nothing more should be taken. */
  take(data: Buffer): string | undefined {
    this.#allBytes += data.length;
    if (this.#allBytes > this.#limits.allBytes)
      return `more than ${Math.round(this.#limits.allBytes / mib)} MiB`;
    let at = 0;
    for (;;) {
      const end = data.indexOf(10, at);
      this.#keep(end < 0 ? data.subarray(at) : data.subarray(at, end));
      if (end < 0) return undefined;
      at = end + 1;
      if (this.#isFlood()) return `more than ${this.#limits.linesPerS} lines a second`;
      this.#endLine();
    }
  }

  /** The last line, when it has no end. */
  end(): void {
    if (this.#lineBytes > 0) this.#endLine();
  }

  #keep(bytes: Buffer): void {
    const left = this.#limits.lineBytes - this.#lineBytes;
    if (bytes.length > 0 && left > 0)
      this.#parts.push(this.#decoder.write(bytes.subarray(0, left)));
    this.#lineBytes += bytes.length;
  }

  #endLine(): void {
    const isCut = this.#lineBytes > this.#limits.lineBytes;
    const line = this.#parts.join("") + (isCut ? cutMark : this.#decoder.end());
    this.#parts = [];
    this.#lineBytes = 0;
    if (isCut) this.#decoder = new StringDecoder("utf8");
    this.#onLine(line);
  }

  #isFlood(): boolean {
    const nowMs = this.#now();
    if (nowMs - this.#windowStartMs >= windowS * 1000) {
      this.#windowStartMs = nowMs;
      this.#linesInWindow = 0;
    }
    this.#linesInWindow += 1;
    return this.#linesInWindow > this.#limits.linesPerS * windowS;
  }
}
