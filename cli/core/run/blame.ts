/** Whose doing it is that something was not to be had of a node, in the course of a run. */
import { isUnreachable } from "../base/error.ts";
import type { Ctx } from "../base/time.ts";
import type { Plan } from "../cluster/plan.ts";
import { isTheirs } from "../cluster/theirs.ts";
import type { Refusals } from "./refusals.ts";

interface Asked {
  readonly plan: Plan;
  /** It runs, and somebody listens to it. */
  readonly isAttached: (node: string) => boolean;
  readonly refusals: Pick<Refusals, "isRefusal">;
}

export class Blame {
  readonly #asked: Asked;
  readonly #ctx: Ctx;
  /** Students' nodes that did not come up with their files, and do not run since. */
  readonly #down = new Set<string>();

  constructor(asked: Asked, ctx: Ctx) {
    this.#asked = asked;
    this.#ctx = ctx;
  }

  /** It is the student's node's doing; one that refuses is written down. */
  async isTheirs(error: unknown): Promise<boolean> {
    // What is not done in a node that stayed off is not done because it did not come up.
    if (isUnreachable(error)) return error.node !== undefined && this.#down.has(error.node);
    const { plan, isAttached, refusals } = this.#asked;
    if (!isTheirs(error, plan)) return false;
    if (error.code === "NODE_REFUSED") return refusals.isRefusal(error, this.#ctx);
    const { node } = error;
    if (node !== undefined && !isAttached(node)) this.#down.add(node);
    return true;
  }

  /** One of the nodes that this names (a fault, as lab.yaml has it) stayed off by its student's doing. */
  isOfDown(named: unknown): boolean {
    if (typeof named === "string") return this.#down.has(named);
    if (typeof named !== "object" || named === null) return false;
    return Object.values(named).some((one) => this.isOfDown(one));
  }

  /** It came up after all. */
  runs(node: string): void {
    this.#down.delete(node);
  }
}
