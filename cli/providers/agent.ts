import { Duplex } from "node:stream";
import type { HalabError } from "../core/base/error.ts";
import type { Ctx } from "../core/base/time.ts";
import type { ExecResult, NodeAgent, Spawned, SpawnOptions } from "../core/cluster/provider.ts";
import { Conversation, type Patience, patience } from "./conversation.ts";
import { LimitedLines, streamLimits } from "./limited-lines.ts";

/** Most that one command may print: a node's tool that says more is not answering the question. */
const maxOutputBytes = 8 * 2 ** 20;

/** The same of a stream, for what its reader has not taken yet. */
const maxWaitingBytes = maxOutputBytes;

/** Talks to the halab-agent of a node over one connection: a container's exec, a VM's serial port. */
export class AgentConnection implements NodeAgent {
  readonly node: string;
  readonly closed: Promise<number>;
  readonly #talk: Conversation;
  #offsetNs = 0;

  private constructor(talk: Conversation) {
    this.#talk = talk;
    this.node = talk.node;
    this.closed = talk.closed;
  }

  get clockOffsetNs(): number {
    return this.#offsetNs;
  }

  get failure(): HalabError | undefined {
    return this.#talk.failure;
  }

  /** Waits for the agent's greeting and compares clocks; throws NODE_UNREACHABLE or NODE_REFUSED. */
  static async open(
    node: string,
    stream: Duplex,
    bootId: string,
    ctx: Ctx,
    waits: Patience = patience,
  ): Promise<AgentConnection> {
    const talk = new Conversation(node, stream, ctx.clock.nowNs, waits);
    try {
      const theirs = await talk.greeting(ctx);
      const agent = new AgentConnection(talk);
      if (theirs !== bootId) await agent.#compareClocks(ctx);
      return agent;
    } catch (error) {
      stream.destroy();
      throw error;
    }
  }

  /** Another kernel has another monotonic clock: the offset of the quickest of ten round trips. */
  async #compareClocks(ctx: Ctx): Promise<void> {
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 10; round += 1) {
      const before = ctx.clock.nowNs();
      const theirs = await this.#talk.time(ctx);
      const after = ctx.clock.nowNs();
      if (after - before >= best) continue;
      best = after - before;
      this.#offsetNs = (before + after) / 2 - theirs;
    }
  }

  /** Throws what the signal says, NODE_UNREACHABLE, or NODE_REFUSED at its limits of time and size. */
  async run(
    argv: readonly string[],
    ctx: Ctx,
    { input }: { readonly input?: string } = {},
  ): Promise<ExecResult> {
    ctx.signal.throwIfAborted();
    const talk = this.#talk;
    using _ = talk.watch();
    const parts: Record<"out" | "err", Buffer[]> = { out: [], err: [] };
    const ended = Promise.withResolvers<number>();
    let bytes = 0;
    const keep = (kind: "out" | "err") => (data: Buffer) => {
      bytes += data.length;
      if (bytes > maxOutputBytes) talk.giveUp(saidTooMuch(argv));
      // A copy: what the stream gave may be a small part of something large.
      else parts[kind].push(Buffer.from(data));
    };
    const id = talk.start(argv, {
      onOut: keep("out"),
      onErr: keep("err"),
      onExit: ended.resolve,
    });
    const stop = (why: unknown) => {
      talk.drop(id);
      ended.reject(why);
    };
    if (input !== undefined) talk.write(id, Buffer.from(input));
    talk.endOfInput(id);
    const exitCode = await this.#endOf(argv, { ended: ended.promise, stop }, ctx);
    const [stdout, stderr] = [parts.out, parts.err].map((all) => Buffer.concat(all).toString());
    return { exitCode, stdout: stdout ?? "", stderr: stderr ?? "" };
  }

  async #endOf(
    argv: readonly string[],
    command: { readonly ended: Promise<number>; readonly stop: (why: unknown) => void },
    ctx: Ctx,
  ): Promise<number> {
    const { commandMs } = this.#talk;
    const late = setTimeout(() => {
      this.#talk.giveUp(`has not ended \`${argv.join(" ")}\` within ${commandMs / 1000} s`);
    }, commandMs).unref();
    const abort = () => command.stop(ctx.signal.reason);
    ctx.signal.addEventListener("abort", abort, { once: true });
    try {
      const exitCode = await command.ended;
      if (exitCode === -1) throw this.#talk.lost(`during \`${argv.join(" ")}\``);
      return exitCode;
    } finally {
      clearTimeout(late);
      ctx.signal.removeEventListener("abort", abort);
    }
  }

  spawn(
    argv: readonly string[],
    onLine: (line: string) => void,
    { onCut, ...limits }: SpawnOptions = {},
  ): Spawned {
    const lines = new LimitedLines(onLine, { ...streamLimits, ...limits });
    const ended = Promise.withResolvers<number>();
    const take = (data: Buffer) => {
      const wrong = lines.take(data);
      if (wrong === undefined) return;
      this.#talk.drop(id);
      onCut?.(`${argv[0]} on ${this.node} said ${wrong}: it was ended`);
      ended.resolve(128 + 9);
    };
    const child = { onOut: take, onErr: () => {}, onExit: ended.resolve };
    const id = this.#talk.start(argv, child);
    const exited = ended.promise;
    const kill = (signal: number) => this.#talk.signal(id, signal);
    return {
      exited,
      kill,
      [Symbol.asyncDispose]: async () => {
        kill(15);
        // A frozen node does not answer; what it runs ends with the connection.
        await Promise.race([exited, timeoutOf(1000)]);
      },
    };
  }

  /**
   * A command whose stdin and stdout are a stream of bytes; it ends when the stream is destroyed.
   * `onErr` is told what it says on stderr, and its exit code at its end.
   */
  stream(argv: readonly string[], onErr: (text: string) => void): Duplex {
    const talk = this.#talk;
    const both = new Duplex({
      read() {},
      write: (chunk: Buffer, _encoding, done) => {
        talk.write(id, chunk);
        done();
      },
      final: (done) => {
        talk.endOfInput(id);
        done();
      },
      destroy: (error, done) => {
        talk.signal(id, 15);
        done(error);
      },
    });
    const id = talk.start(argv, {
      onOut: (data) => {
        if (both.readableLength > maxWaitingBytes) talk.giveUp(saidTooMuch(argv));
        else both.push(Buffer.from(data));
      },
      onErr: (data) => onErr(data.toString()),
      onExit: (code) => {
        onErr(code === -1 ? "the node went away" : `exit code ${code}`);
        both.push(null);
      },
    });
    return both;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#talk.leave();
  }
}

function saidTooMuch(argv: readonly string[]): string {
  return `said more than ${maxOutputBytes / 2 ** 20} MiB to \`${argv.join(" ")}\``;
}

function timeoutOf(ms: number): Promise<void> {
  return new Promise((resolve) => {
    AbortSignal.timeout(ms).addEventListener("abort", () => resolve(), { once: true });
  });
}
