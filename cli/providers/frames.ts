/** What a node's agent says: an ASCII header line each, and as many bytes as it names. */

/** `hello 1 BOOT_ID NS` is the longest. */
const maxHeaderBytes = 128;
/** The agent sends bites of 64 KiB (templates/node/src/agent). */
const maxFrameBytes = 2 ** 20;
/** What is quoted of a line that is no header. */
const quotedChars = 60;

export interface FrameListener {
  /** First of all. */
  hello(bootId: string): void;
  /** A part of a command's output, as it comes; a frame may come in several. */
  data(id: number, kind: "out" | "err", bytes: Buffer): void;
  exit(id: number, code: number): void;
  pong(id: number, ns: number): void;
}

const helloHeader = /^hello 1 (\S{1,40}) \d{1,19}$/;
const dataHeader = /^(out|err) (\d{1,10}) (\d{1,15})$/;
const exitHeader = /^exit (\d{1,10}) (\d{1,3})$/;
const pongHeader = /^pong (\d{1,10}) (\d{1,19})$/;

/**
 * Takes an agent's stream apart. Nothing of a node is kept but the beginning of a header, whatever
 * the node says: whoever is root there may have put another program in the agent's place.
 */
export class FrameReader {
  readonly #listener: FrameListener;
  #head: Buffer = Buffer.alloc(0);
  #frame: { readonly id: number; readonly kind: "out" | "err"; left: number } | undefined;
  #greeted = false;

  constructor(listener: FrameListener) {
    this.#listener = listener;
  }

  /** Why what came is no agent's, in which case the rest is not looked at; undefined when all is well. */
  take(chunk: Buffer): string | undefined {
    let rest = chunk;
    let wrong: string | undefined;
    while (rest.length > 0 && wrong === undefined) {
      if (this.#frame) rest = this.#takeData(this.#frame, rest);
      else [rest, wrong] = this.#takeHeader(rest);
    }
    return wrong;
  }

  #takeHeader(chunk: Buffer): [rest: Buffer, wrong: string | undefined] {
    const end = chunk.indexOf(10);
    const part = end < 0 ? chunk : chunk.subarray(0, end);
    const head = this.#head.length === 0 && end >= 0 ? part : Buffer.concat([this.#head, part]);
    const line = head.toString("latin1", 0, maxHeaderBytes + 1);
    const rest = chunk.subarray(part.length + 1);
    if (head.length > maxHeaderBytes) return [rest, `it said ${quote(line)}`];
    this.#head = end < 0 ? head : Buffer.alloc(0);
    return [rest, end < 0 ? undefined : this.#header(line)];
  }

  #takeData(
    frame: { readonly id: number; readonly kind: "out" | "err"; left: number },
    rest: Buffer,
  ) {
    const bytes = rest.subarray(0, frame.left);
    frame.left -= bytes.length;
    if (frame.left === 0) this.#frame = undefined;
    this.#listener.data(frame.id, frame.kind, bytes);
    return rest.subarray(bytes.length);
  }

  #header(line: string): string | undefined {
    if (!this.#greeted) {
      const [, bootId] = helloHeader.exec(line) ?? [];
      if (bootId === undefined) return `it said ${quote(line)}`;
      this.#greeted = true;
      this.#listener.hello(bootId);
      return undefined;
    }
    const data = dataHeader.exec(line);
    if (data) {
      const [, kind, id, left] = [...data, ""].map(String);
      if (Number(left) > maxFrameBytes) return `it promised a frame of ${left} bytes`;
      if (Number(left) > 0)
        this.#frame = { id: Number(id), kind: kind === "out" ? "out" : "err", left: Number(left) };
      return undefined;
    }
    const exit = exitHeader.exec(line);
    const pong = pongHeader.exec(line);
    if (exit) this.#listener.exit(Number(exit[1]), Number(exit[2]));
    else if (pong) this.#listener.pong(Number(pong[1]), Number(pong[2]));
    else return `it said ${quote(line)}`;
    return undefined;
  }
}

/** The beginning of what a node said, without what a terminal would obey. */
function quote(line: string): string {
  const text = line.slice(0, quotedChars).replaceAll(/[^\x20-\x7e]/g, ".");
  return line.length > quotedChars ? `"${text}..."` : `"${text}"`;
}
