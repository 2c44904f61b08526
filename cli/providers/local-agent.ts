import { constants } from "node:os";
import { HalabError } from "../core/base/error.ts";
import type { Ctx } from "../core/base/time.ts";
import type { CommandHost, ExecResult } from "../core/cluster/provider.ts";

/** As in a shell: what was not found, and 128 + signal. */
const notFound = 127;
const signalled = 128;

/** This machine in an agent's place: for what a hypervisor's own tools do to its machines. */
export class LocalAgent implements CommandHost {
  readonly node: string;
  readonly #release: () => Promise<void>;

  constructor(name: string, release: () => Promise<void> = async () => {}) {
    this.node = name;
    this.#release = release;
  }

  /** Throws ENGINE_FAILED when it is there and cannot be run. */
  async run(
    argv: readonly string[],
    ctx: Ctx,
    { input = "" }: { readonly input?: string } = {},
  ): Promise<ExecResult> {
    ctx.signal.throwIfAborted();
    const { execa } = await import("execa");
    const [file = "", ...args] = argv;
    const done = await execa(file, args, {
      input,
      cancelSignal: ctx.signal,
      reject: false,
      stripFinalNewline: false,
    });
    ctx.signal.throwIfAborted();
    const { stdout, stderr, exitCode, signal } = done;
    if (exitCode !== undefined) return { exitCode, stdout, stderr };
    if (signal !== undefined)
      return { exitCode: signalled + constants.signals[signal], stdout, stderr };
    if (done.code === "ENOENT") return { exitCode: notFound, stdout: "", stderr: "" };
    throw new HalabError("ENGINE_FAILED", `\`${argv.join(" ")}\`: ${done.shortMessage}`, {
      cause: done,
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#release();
  }
}
