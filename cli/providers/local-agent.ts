import { spawn } from "node:child_process";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { HalabError, messageOf } from "../core/error.ts";
import type { Ctx } from "../core/time.ts";
import type { ExecResult, NodeAgent, Spawned } from "./provider.ts";

/** As in a shell: what was not found, and 128 + signal. */
const notFound = 127;
const codeOf = (code: number | null, signal: NodeJS.Signals | null) =>
  signal === null ? (code ?? notFound) : 128 + constants.signals[signal];

/** This machine in an agent's place: for what a hypervisor's own tools do to its machines. */
export class LocalAgent implements NodeAgent {
  readonly node: string;
  readonly clockOffsetNs = 0;
  readonly closed = new Promise<number>(() => {});

  constructor(name: string) {
    this.node = name;
  }

  async run(
    argv: readonly string[],
    ctx: Ctx,
    options: { readonly input?: string } = {},
  ): Promise<ExecResult> {
    ctx.signal.throwIfAborted();
    const [file = "", ...args] = argv;
    const child = spawn(file, args, { signal: ctx.signal, windowsHide: true });
    const exited = new Promise<number>((resolve, reject) => {
      child.once("close", (code, signal) => resolve(codeOf(code, signal)));
      child.once("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") resolve(notFound);
        else reject(ctx.signal.aborted ? ctx.signal.reason : failed(argv, error));
      });
    });
    // What does not read its input closes it.
    child.stdin.on("error", () => {});
    child.stdin.end(options.input ?? "");
    const [exitCode, stdout, stderr] = await Promise.all([
      exited,
      text(child.stdout),
      text(child.stderr),
    ]);
    return { exitCode, stdout, stderr };
  }

  spawn(argv: readonly string[], onLine: (line: string) => void): Spawned {
    const [file = "", ...args] = argv;
    const child = spawn(file, args, { stdio: ["ignore", "pipe", "ignore"], windowsHide: true });
    createInterface({ input: child.stdout }).on("line", onLine);
    const exited = new Promise<number>((resolve) => {
      child.once("close", (code, signal) => resolve(codeOf(code, signal)));
      child.once("error", () => resolve(notFound));
    });
    const kill = (signal: number) => {
      child.kill(signal);
    };
    return {
      exited,
      kill,
      [Symbol.asyncDispose]: async () => {
        kill(15);
        await exited;
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

function failed(argv: readonly string[], error: Error): HalabError {
  return new HalabError("ENGINE_FAILED", `\`${argv.join(" ")}\`: ${messageOf(error)}`, {
    cause: error,
  });
}
