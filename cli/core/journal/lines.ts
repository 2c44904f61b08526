import type { JournalParser } from "./parser.ts";

/** Chunks of a journal -> its lines, each byte looked at once; one without an end is refused when it is too long. */
export class JournalLines {
  readonly #parser: JournalParser;
  #begun: Buffer[] = [];
  #bytes = 0;

  constructor(parser: JournalParser) {
    this.#parser = parser;
  }

  /** Copies what it keeps: the chunk may be used again. */
  *add(chunk: Buffer): Generator<Buffer> {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      this.#keep(chunk.subarray(from, end));
      yield this.rest();
      from = end + 1;
    }
    if (from < chunk.length) this.#keep(chunk.subarray(from));
  }

  #keep(part: Buffer): void {
    this.#begun.push(Buffer.from(part));
    this.#bytes += part.length;
    this.#parser.checkLength(this.#bytes);
  }

  /** What came since the last end of a line. */
  rest(): Buffer {
    const line = this.#begun.length === 1 ? this.#begun[0] : Buffer.concat(this.#begun);
    this.#begun = [];
    this.#bytes = 0;
    return line ?? Buffer.alloc(0);
  }
}
