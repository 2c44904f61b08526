import { Duplex } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { HalabError } from "../core/base/error.ts";
import { type Ctx, withDeadline } from "../core/base/time.ts";
import type { ExecResult, NodeAgent, Spawned } from "../core/cluster/provider.ts";

interface Child {
  readonly onOut: (data: Buffer) => void;
  readonly onErr: (data: Buffer) => void;
  readonly onExit: (code: number) => void;
}

/** Most that one command may print: a node's tool that says more is not answering the question. */
const maxOutputBytes = 8 * 1024 * 1024;

/**
 * Talks to the halab-agent of a node over one connection (a container's exec, a VM's serial port):
 * frames are an ASCII header line and as many bytes as it says.
 */
export class AgentConnection implements NodeAgent {
  readonly node: string;
  readonly closed: Promise<number>;
  readonly #stream: Duplex;
  readonly #children = new Map<number, Child>();
  #nextId = 1;
  #pending: Buffer = Buffer.alloc(0);
  #frame: { readonly id: number; readonly kind: string; readonly bytes: number } | undefined;
  #open = true;
  #hello: ((line: string) => void) | undefined;
  #pong = new Map<number, (ns: number) => void>();
  #offsetNs = 0;

  private constructor(node: string, stream: Duplex, now: () => number) {
    this.node = node;
    this.#stream = stream;
    this.closed = new Promise((resolve) => {
      const end = () => {
        if (!this.#open) return;
        this.#open = false;
        for (const child of this.#children.values()) child.onExit(-1);
        this.#children.clear();
        resolve(now());
      };
      stream.on("data", (chunk: Buffer) => this.#read(chunk));
      stream.on("error", end);
      stream.on("end", end);
      stream.on("close", end);
    });
  }

  get clockOffsetNs(): number {
    return this.#offsetNs;
  }

  /** Waits for the agent's greeting and compares clocks; throws NODE_UNREACHABLE. */
  static async open(
    node: string,
    stream: Duplex,
    bootId: string,
    ctx: Ctx,
  ): Promise<AgentConnection> {
    const agent = new AgentConnection(node, stream, ctx.clock.nowNs);
    const hello = new Promise<string>((resolve) => {
      agent.#hello = resolve;
    });
    const lost = agent.closed.then(() => undefined);
    const line = await withDeadline(`the agent of ${node} to answer`, 10_000, ctx, () =>
      Promise.race([hello, lost]),
    ).catch((error: unknown) => {
      stream.destroy();
      throw error;
    });
    const [, version, boot] = line?.split(" ") ?? [];
    if (version !== "1") {
      stream.destroy();
      throw new HalabError(
        "NODE_UNREACHABLE",
        `the agent of ${node} did not answer (said: ${line ?? "nothing"})`,
      );
    }
    if (boot !== bootId) await agent.#compareClocks(ctx);
    return agent;
  }

  /** Another kernel has another monotonic clock: the offset of the quickest of ten round trips. */
  async #compareClocks(ctx: Ctx): Promise<void> {
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 10; round += 1) {
      const before = ctx.clock.nowNs();
      const theirs = await Promise.race([this.#ping(), this.closed.then(() => undefined)]);
      if (theirs === undefined) {
        throw new HalabError(
          "NODE_UNREACHABLE",
          `${this.node} went away while clocks were compared`,
        );
      }
      const after = ctx.clock.nowNs();
      if (after - before >= best) continue;
      best = after - before;
      this.#offsetNs = (before + after) / 2 - theirs;
    }
  }

  #ping(): Promise<number> {
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#pong.set(id, resolve);
      this.#stream.write(`ping ${id}\n`);
    });
  }

  #read(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    for (;;) {
      if (this.#frame) {
        const { id, kind, bytes } = this.#frame;
        if (this.#pending.length < bytes) return;
        const data = this.#pending.subarray(0, bytes);
        this.#pending = this.#pending.subarray(bytes);
        this.#frame = undefined;
        const child = this.#children.get(id);
        if (kind === "out") child?.onOut(data);
        else child?.onErr(data);
      } else {
        const end = this.#pending.indexOf(10);
        if (end < 0) return;
        const line = this.#pending.toString("latin1", 0, end);
        this.#pending = this.#pending.subarray(end + 1);
        this.#header(line);
      }
    }
  }

  #header(line: string): void {
    const [kind = "", first = "", second = ""] = line.split(" ");
    const id = Number(first);
    if (kind === "hello") this.#hello?.(line);
    else if (kind === "out" || kind === "err") this.#frame = { id, kind, bytes: Number(second) };
    else if (kind === "exit") {
      const child = this.#children.get(id);
      this.#children.delete(id);
      child?.onExit(Number(second));
    } else if (kind === "pong") {
      this.#pong.get(id)?.(Number(second));
      this.#pong.delete(id);
    }
  }

  #start(argv: readonly string[], child: Child): number {
    const id = this.#nextId++;
    if (!this.#open) {
      child.onExit(-1);
      return id;
    }
    this.#children.set(id, child);
    const payload = Buffer.from(argv.join("\0"));
    this.#stream.write(Buffer.concat([Buffer.from(`run ${id} ${payload.length}\n`), payload]));
    return id;
  }

  async run(
    argv: readonly string[],
    ctx: Ctx,
    options: { readonly input?: string } = {},
  ): Promise<ExecResult> {
    ctx.signal.throwIfAborted();
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let bytes = 0;
    let id = 0;
    const keep = (list: Buffer[]) => (data: Buffer) => {
      bytes += data.length;
      if (bytes <= maxOutputBytes) list.push(data);
    };
    const exit = new Promise<number>((resolve) => {
      id = this.#start(argv, { onOut: keep(out), onErr: keep(err), onExit: resolve });
    });
    if (options.input !== undefined && this.#open) {
      const data = Buffer.from(options.input);
      this.#stream.write(Buffer.concat([Buffer.from(`in ${id} ${data.length}\n`), data]));
    }
    if (this.#open) this.#stream.write(`eof ${id}\n`);
    let stop = () => {};
    const stopped = new Promise<never>((_, reject) => {
      stop = () => {
        this.#signal(id, 9);
        reject(ctx.signal.reason);
      };
    });
    ctx.signal.addEventListener("abort", stop, { once: true });
    try {
      const exitCode = await Promise.race([exit, stopped]);
      if (exitCode === -1) {
        throw new HalabError(
          "NODE_UNREACHABLE",
          `${this.node} went away during \`${argv.join(" ")}\``,
        );
      }
      return {
        exitCode,
        stdout: Buffer.concat(out).toString(),
        stderr: Buffer.concat(err).toString(),
      };
    } finally {
      ctx.signal.removeEventListener("abort", stop);
    }
  }

  spawn(argv: readonly string[], onLine: (line: string) => void): Spawned {
    let rest = "";
    const decoder = new StringDecoder("utf8");
    const lines = (data: Buffer) => {
      const parts = (rest + decoder.write(data)).split("\n");
      rest = parts.pop() ?? "";
      for (const part of parts) onLine(part);
    };
    let id = 0;
    const exited = new Promise<number>((resolve) => {
      id = this.#start(argv, { onOut: lines, onErr: () => {}, onExit: resolve });
    });
    const kill = (signal: number) => this.#signal(id, signal);
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
    let id = 0;
    const both = new Duplex({
      read() {},
      write: (chunk: Buffer, _encoding, done) => {
        if (this.#open)
          this.#stream.write(Buffer.concat([Buffer.from(`in ${id} ${chunk.length}\n`), chunk]));
        done();
      },
      final: (done) => {
        if (this.#open) this.#stream.write(`eof ${id}\n`);
        done();
      },
      destroy: (error, done) => {
        this.#signal(id, 15);
        done(error);
      },
    });
    id = this.#start(argv, {
      onOut: (data) => both.push(Buffer.from(data)),
      onErr: (data) => onErr(data.toString()),
      onExit: (code) => {
        onErr(code === -1 ? "the node went away" : `exit code ${code}`);
        both.push(null);
      },
    });
    return both;
  }

  #signal(id: number, signal: number): void {
    if (this.#open && this.#children.has(id)) this.#stream.write(`kill ${id} ${signal}\n`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#open) return;
    this.#stream.end();
    this.#stream.destroy();
    await this.closed;
  }
}

function timeoutOf(ms: number): Promise<void> {
  return new Promise((resolve) => {
    AbortSignal.timeout(ms).addEventListener("abort", () => resolve(), { once: true });
  });
}
