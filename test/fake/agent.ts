import { HalabError } from "../../cli/core/base/error.ts";
import type { Ctx } from "../../cli/core/base/time.ts";
import type { ExecResult, NodeAgent, Spawned } from "../../cli/core/cluster/provider.ts";
import { type Lasting, lastingOf } from "./lasting.ts";
import { type Answer, runIn } from "./programs.ts";
import type { FakeNode, World } from "./world.ts";

/** Commands that only one agent knows. */
export interface Own {
  run(argv: readonly string[], input: string): Answer | undefined;
  lasting(argv: readonly string[]): Lasting | undefined;
}

/** The commands that halab gives to nodes, answered by the world instead of a machine. */
export class FakeAgent implements NodeAgent {
  readonly node: string;
  readonly clockOffsetNs = 0;
  readonly closed: Promise<number>;
  readonly #world: World;
  readonly #node: FakeNode;
  readonly #own: Own | undefined;
  readonly #ended = new AbortController();

  /** `own`: commands that only this one knows (the switch). */
  constructor(world: World, node: FakeNode, own?: Own) {
    this.#own = own;
    this.node = node.planned.name;
    this.#world = world;
    this.#node = node;
    this.closed = new Promise((resolve) => {
      this.#ended.signal.addEventListener("abort", () => resolve(world.clock.nowNs()));
    });
  }

  async run(
    argv: readonly string[],
    ctx: Ctx,
    options: { readonly input?: string } = {},
  ): Promise<ExecResult> {
    ctx.signal.throwIfAborted();
    await this.#world.clock.wait(1, ctx.signal);
    // A frozen node answers when it is thawed.
    while (this.#node.state === "frozen") await this.#world.clock.wait(10, ctx.signal);
    if (this.#ended.signal.aborted)
      throw new HalabError(
        "NODE_UNREACHABLE",
        `${this.node} went away during \`${argv.join(" ")}\``,
      );
    const input = options.input ?? "";
    const answer = this.#own?.run(argv, input) ?? runIn(this.#world, this.#node, argv, input);
    return { exitCode: 0, stdout: "", stderr: "", ...answer };
  }

  spawn(argv: readonly string[], onLine: (line: string) => void): Spawned {
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, this.#ended.signal]);
    const going = this.#own?.lasting(argv) ?? lastingOf(this.#world, this.#node, argv);
    const exited = going(onLine, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      return this.#ended.signal.aborted ? -1 : Number(stop.signal.reason);
    });
    const kill = (number: number) => stop.abort(128 + number);
    return {
      exited,
      kill,
      [Symbol.asyncDispose]: async () => {
        kill(15);
        await exited;
      },
    };
  }

  /** The connection breaks: the node lost its power, or nobody needs it any more. */
  end(): void {
    this.#ended.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end();
  }
}
