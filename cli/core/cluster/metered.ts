/** An agent in whose node halab's commands may keep a run waiting for so long, all together. */
import { HalabError } from "../base/error.ts";
import type { Ctx } from "../base/time.ts";
import type { NodeAgent } from "./provider.ts";

export interface WaitLimits {
  /** What any command may take; starting or stopping a daemon takes this where it has much to do. */
  readonly freeMs: number;
  /** All that commands take beyond it. */
  readonly allMs: number;
}

const limits: WaitLimits = { freeMs: 2000, allMs: 40_000 };

/**
 * Each command has an end (`conversation.ts`), but a run has some hundred of them: whoever is root in a
 * node may let each take just less than that. One for each node, whatever connections there are.
 */
export class WaitAccount {
  readonly #node: string;
  /** What keeps the node from answering is no doing of its own. */
  readonly #excused: () => Promise<boolean>;
  readonly #limits: WaitLimits;
  #spentNs = 0;
  /** Commands go on side by side: nobody waits twice for the same moment. */
  #countedNs = 0;

  constructor(node: string, excused: () => Promise<boolean>, given: WaitLimits = limits) {
    this.#node = node;
    this.#excused = excused;
    this.#limits = given;
  }

  /** Throws NODE_REFUSED when there is no more time to wait. */
  async during<T>(ctx: Ctx, work: (inner: Ctx) => Promise<T>): Promise<T> {
    const begunNs = ctx.clock.nowNs();
    const stop = new AbortController();
    const { freeMs, allMs } = this.#limits;
    const leftMs = Math.max(0, allMs - this.#spentNs / 1e6);
    const over = async () => {
      if (!(await this.#excused())) stop.abort(this.#refusal());
    };
    const late = setTimeout(() => void over().catch(() => {}), freeMs + leftMs).unref();
    try {
      return await work({ ...ctx, signal: AbortSignal.any([ctx.signal, stop.signal]) });
    } finally {
      clearTimeout(late);
      await this.#charge(begunNs + freeMs * 1e6, ctx.clock.nowNs());
    }
  }

  async #charge(fromNs: number, toNs: number): Promise<void> {
    const from = Math.max(fromNs, this.#countedNs);
    if (toNs <= from) return;
    this.#countedNs = toNs;
    if (!(await this.#excused().catch(() => true))) this.#spentNs += toNs - from;
  }

  #refusal(): HalabError {
    const { freeMs, allMs } = this.#limits;
    const why = `halab's commands in ${this.#node} took ${allMs / 1000} s more than the ${freeMs / 1000} s that each may take, all together`;
    return new HalabError("NODE_REFUSED", why, { node: this.#node });
  }
}

/** The same agent, its commands on the account; those that say that they are long are not. */
export function metered(agent: NodeAgent, account: WaitAccount): NodeAgent {
  return {
    node: agent.node,
    closed: agent.closed,
    get clockOffsetNs() {
      return agent.clockOffsetNs;
    },
    get failure() {
      return agent.failure;
    },
    run: (argv, ctx, options) =>
      options?.long
        ? agent.run(argv, ctx, options)
        : account.during(ctx, (inner) => agent.run(argv, inner, options)),
    spawn: (argv, onLine, options) => agent.spawn(argv, onLine, options),
    [Symbol.asyncDispose]: () => agent[Symbol.asyncDispose](),
  };
}
