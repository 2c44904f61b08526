/** The connection to an agent itself: who is there, who has gone, and why nobody waits for ever. */
import type { Duplex } from "node:stream";
import { HalabError } from "../core/base/error.ts";
import { type Ctx, withDeadline } from "../core/base/time.ts";
import { FrameReader } from "./frames.ts";

export interface Child {
  readonly onOut: (data: Buffer) => void;
  readonly onErr: (data: Buffer) => void;
  /** -1: the connection is gone. */
  readonly onExit: (code: number) => void;
}

export interface Patience {
  /** The handshake, and any answer while a command is under way. */
  readonly answerMs: number;
  /** Most that any command may take; what needs less says so by its own deadline. */
  readonly commandMs: number;
}

/** Many times what a guest without hardware help on a busy machine needs. */
export const patience: Patience = { answerMs: 30_000, commandMs: 150_000 };
/** So many questions in a row without an answer: one alone may have met a machine that slept. */
const questions = 3;
/** What a command may still have under way when it is told to end; an agent that goes on is none. */
const maxUnheardBytes = 16 * 2 ** 20;

const details = [
  "the node runs, and nobody in it answers for halab: its agent was stopped, replaced or starved there",
];
const hint = "halab ps, then halab down and up   (a new node has a new agent)";

/**
 * Whoever is root in the node may have stopped the agent or put another program in its place: every
 * wait has an end, and nothing that is said is kept without a limit.
 */
export class Conversation {
  readonly node: string;
  readonly closed: Promise<number>;
  readonly #stream: Duplex;
  readonly #patience: Patience;
  readonly #children = new Map<number, Child>();
  readonly #hello = Promise.withResolvers<string>();
  readonly #pong = new Map<number, (ns: number) => void>();
  #nextId = 1;
  #open = true;
  #leaving = false;
  #failure: HalabError | undefined;
  #unheardBytes = 0;
  #running = 0;
  #unanswered = 0;
  #asking: NodeJS.Timeout | undefined;

  constructor(node: string, stream: Duplex, now: () => number, waits: Patience) {
    this.node = node;
    this.#stream = stream;
    this.#patience = waits;
    const reader = this.#reader();
    this.closed = new Promise((resolve) => {
      const end = () => {
        if (!this.#open) return;
        this.#open = false;
        clearInterval(this.#asking);
        if (!this.#leaving)
          this.#failure ??= new HalabError("NODE_UNREACHABLE", `the agent of ${node} ended`);
        for (const child of this.#children.values()) child.onExit(-1);
        this.#children.clear();
        resolve(now());
      };
      stream.on("data", (chunk: Buffer) => {
        if (!this.#open || this.#failure) return;
        this.#unanswered = 0;
        const wrong = reader.take(chunk);
        if (wrong !== undefined) this.giveUp(`is not halab's: ${wrong}`);
      });
      stream.on("error", end);
      stream.on("end", end);
      stream.on("close", end);
    });
  }

  #reader(): FrameReader {
    return new FrameReader({
      hello: this.#hello.resolve,
      data: (id, kind, bytes) => this.#hear(id, kind, bytes),
      exit: (id, code) => {
        const child = this.#children.get(id);
        this.#children.delete(id);
        child?.onExit(code);
      },
      pong: (id, ns) => {
        this.#pong.get(id)?.(ns);
        this.#pong.delete(id);
      },
    });
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** What the node's side did; undefined while all is well, or when it was we who left. */
  get failure(): HalabError | undefined {
    return this.#failure;
  }

  get commandMs(): number {
    return this.#patience.commandMs;
  }

  #hear(id: number, kind: "out" | "err", bytes: Buffer): void {
    const child = this.#children.get(id);
    if (kind === "out") child?.onOut(bytes);
    else child?.onErr(bytes);
    if (child) return;
    this.#unheardBytes += bytes.length;
    if (this.#unheardBytes > maxUnheardBytes) this.giveUp("says what nobody has asked for");
  }

  /** Ends it, since the node's side does not keep to it; `closed` follows. */
  giveUp(why: string): void {
    if (!this.#open || this.#failure) return;
    const message = `the agent of ${this.node} ${why}`;
    this.#failure = new HalabError("NODE_REFUSED", message, { details, hint, node: this.node });
    this.#stream.destroy();
  }

  /** We leave: nobody's failure. */
  async leave(): Promise<void> {
    if (!this.#open) return;
    this.#leaving = true;
    this.#stream.end();
    this.#stream.destroy();
    await this.closed;
  }

  /** The agent's greeting: the boot id of its kernel. */
  greeting(ctx: Ctx): Promise<string> {
    return this.#awaited("greeted", ctx, this.#hello.promise);
  }

  /** The node's monotonic clock, nanoseconds. */
  time(ctx: Ctx): Promise<number> {
    return this.#awaited("said its time", ctx, this.#ping());
  }

  #ping(): Promise<number> {
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#pong.set(id, resolve);
      this.#stream.write(`ping ${id}\n`);
    });
  }

  /** An answer, or why it does not come. */
  async #awaited<T>(what: string, ctx: Ctx, answer: Promise<T>): Promise<T> {
    const { answerMs } = this.#patience;
    const gone = () =>
      this.closed.then(() => {
        throw this.lost(`before it ${what}`);
      });
    try {
      return await withDeadline(`the agent of ${this.node}`, answerMs, ctx, () =>
        Promise.race([answer, gone()]),
      );
    } catch (error) {
      if (!(error instanceof HalabError) || error.code !== "TIMEOUT") throw error;
      this.giveUp(`has not ${what} within ${answerMs / 1000} s`);
      throw this.lost("");
    }
  }

  /** Why it is gone, with what was under way. */
  lost(during: string): HalabError {
    if (this.#failure?.code === "NODE_REFUSED") return this.#failure;
    return new HalabError("NODE_UNREACHABLE", `${this.node} went away ${during}`);
  }

  /** Begins a command. When the connection is gone, the command has ended already. */
  start(argv: readonly string[], child: Child): number {
    const id = this.#nextId++;
    if (!this.#open) {
      child.onExit(-1);
      return id;
    }
    this.#children.set(id, child);
    this.#say(`run ${id}`, Buffer.from(argv.join("\0")));
    return id;
  }

  #say(word: string, data: Buffer): void {
    this.#stream.write(Buffer.concat([Buffer.from(`${word} ${data.length}\n`), data]));
  }

  /** For a command's stdin. */
  write(id: number, data: Buffer): void {
    if (this.#open) this.#say(`in ${id}`, data);
  }

  endOfInput(id: number): void {
    if (this.#open) this.#stream.write(`eof ${id}\n`);
  }

  signal(id: number, signal: number): void {
    if (this.#open && this.#children.has(id)) this.#stream.write(`kill ${id} ${signal}\n`);
  }

  /** Ends a command to which nobody listens any more. */
  drop(id: number): void {
    this.signal(id, 9);
    this.#children.delete(id);
  }

  /** While somebody waits for a command: is anybody there? */
  watch(): Disposable {
    const everyMs = this.#patience.answerMs / questions;
    this.#running += 1;
    this.#asking ??= setInterval(() => this.#ask(), everyMs).unref();
    return {
      [Symbol.dispose]: () => {
        this.#running -= 1;
        if (this.#running > 0) return;
        clearInterval(this.#asking);
        this.#asking = undefined;
        this.#unanswered = 0;
      },
    };
  }

  #ask(): void {
    if (this.#unanswered === questions) {
      this.giveUp(`has not answered for ${this.#patience.answerMs / 1000} s`);
      return;
    }
    this.#unanswered += 1;
    void this.#ping();
  }
}
