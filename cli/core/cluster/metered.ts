/** Agents of nodes in which halab's commands may keep a run waiting for so long, all together. */
import { HalabError } from "../base/error.ts";
import type { Ctx } from "../base/time.ts";
import { isStudents, type Plan } from "./plan.ts";
import type { NodeAgent } from "./provider.ts";

export interface WaitLimits {
  /** What any command may take; starting or stopping a daemon takes this where it has much to do. */
  readonly freeMs: number;
  /** All that commands take beyond it. */
  readonly allMs: number;
}

const limits: WaitLimits = { freeMs: 2000, allMs: 40_000 };

/** A VM without hardware help takes some times as long for the same. */
const machineLimits: WaitLimits = { freeMs: 8000, allMs: 120_000 };

/**
 * Each command has an end (`conversation.ts`), but a run has some hundred of them: whoever is root in a
 * node may let each take just less than that. One for all nodes of a student, whatever connections
 * there are: two that stand still one after the other may not keep anybody waiting twice as long.
 */
export class WaitAccount {
  /** What keeps a node from answering is no doing of its own. */
  readonly #excused: (node: string) => Promise<boolean>;
  readonly #limits: WaitLimits;
  #spentNs = 0;
  /** Commands go on side by side: nobody waits twice for the same moment. */
  #countedNs = 0;

  constructor(excused: (node: string) => Promise<boolean>, given: WaitLimits) {
    this.#excused = excused;
    this.#limits = given;
  }

  /** Throws NODE_REFUSED when there is no more time to wait. */
  async during<T>(node: string, ctx: Ctx, work: (inner: Ctx) => Promise<T>): Promise<T> {
    const begunNs = ctx.clock.nowNs();
    const stop = new AbortController();
    const { freeMs, allMs } = this.#limits;
    const leftMs = Math.max(0, allMs - this.#spentNs / 1e6);
    const over = async () => {
      if (!(await this.#excused(node))) stop.abort(this.#refusal(node));
    };
    const late = setTimeout(() => void over().catch(() => {}), freeMs + leftMs).unref();
    try {
      return await work({ ...ctx, signal: AbortSignal.any([ctx.signal, stop.signal]) });
    } finally {
      clearTimeout(late);
      await this.#charge(node, begunNs + freeMs * 1e6, ctx.clock.nowNs());
    }
  }

  async #charge(node: string, fromNs: number, toNs: number): Promise<void> {
    if (toNs <= Math.max(fromNs, this.#countedNs)) return;
    if (await this.#excused(node).catch(() => true)) return;
    // Others may have been counted while that was asked.
    const from = Math.max(fromNs, this.#countedNs);
    this.#spentNs += Math.max(0, toNs - from);
    this.#countedNs = Math.max(toNs, this.#countedNs);
  }

  #refusal(node: string): HalabError {
    const { freeMs, allMs } = this.#limits;
    const why = `halab's commands in ${node} and the nodes beside it took ${allMs / 1000} s more than the ${freeMs / 1000} s that each may take, all together`;
    return new HalabError("NODE_REFUSED", why, { node });
  }
}

/** What the student's nodes of a plan may take, all together. */
export function waitLimitsOf({ nodes }: Pick<Plan, "nodes">): WaitLimits {
  return nodes.some((node) => isStudents(node) && node.machine === "vm") ? machineLimits : limits;
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
        : account.during(agent.node, ctx, (inner) => agent.run(argv, inner, options)),
    spawn: (argv, onLine, options) => agent.spawn(argv, onLine, options),
    [Symbol.asyncDispose]: () => agent[Symbol.asyncDispose](),
  };
}
