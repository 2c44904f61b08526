/** Student's nodes that will not be examined though they run (ADR 23). */
import { HalabError } from "../base/error.ts";
import { type Ctx, withDeadline } from "../base/time.ts";
import type { Agents } from "../cluster/agents.ts";
import { isStudents, type Plan } from "../cluster/plan.ts";
import type { Cluster } from "../cluster/provider.ts";
import type { JournalEvent } from "../journal/events.ts";
import type { RunView } from "../journal/view.ts";

/** The agent of a node that nobody owns answers within milliseconds, on a busy machine within this. */
const witnessMs = 5000;
/** Connections that break so close to each other broke for the same reason. */
const togetherNs = 3e9;

interface Watched {
  readonly plan: Plan;
  readonly cluster: Cluster;
  readonly agents: Agents;
  readonly view: RunView;
  readonly emit: (event: JournalEvent) => void;
}

export class Refusals {
  readonly #watched: Watched;
  readonly #students: ReadonlySet<string>;
  readonly #refused = new Set<string>();
  /** When the connection to a node that nobody owns broke last. */
  #trustedLostNs = Number.NEGATIVE_INFINITY;

  constructor(watched: Watched) {
    this.#watched = watched;
    this.#students = new Set(watched.plan.nodes.filter(isStudents).map(({ name }) => name));
  }

  has(node: string): boolean {
    return this.#refused.has(node);
  }

  /** It is off, so it comes back with a new agent. */
  forgive(node: string): void {
    this.#refused.delete(node);
    this.#watched.agents.admit(node);
  }

  /** A connection broke: is it the engine's doing, or a machine's that goes off? */
  noteLost(node: string, atNs: number): void {
    if (!this.#students.has(node)) this.#trustedLostNs = atNs;
  }

  /** What was wanted of a node failed. True: that is the doing of the student's node, and written down. */
  async isRefusal(error: unknown, ctx: Ctx): Promise<boolean> {
    if (!(error instanceof HalabError) || error.code !== "NODE_REFUSED") return false;
    return error.node !== undefined && this.#judge(error.node, error.message, ctx);
  }

  /** The same for what is asked at any time, also while a fault of ours keeps the node from answering. */
  async isRefusalNow(error: unknown, ctx: Ctx): Promise<boolean> {
    if (!(error instanceof HalabError) || error.node === undefined) return false;
    return !(await this.isOurs(error.node, ctx)) && this.isRefusal(error, ctx);
  }

  /** The connection to a node that runs broke at that time, by what the node's side did. */
  async brokeOff(node: string, atNs: number, failure: HalabError, ctx: Ctx): Promise<void> {
    if (atNs - this.#trustedLostNs < togetherNs) return;
    if (await this.isOurs(node, ctx)) return;
    await this.#judge(node, failure.message, ctx);
  }

  /** A program of halab's in a node floods whoever listens. */
  async floods(node: string, why: string, ctx: Ctx): Promise<void> {
    if (await this.#judge(node, why, ctx)) return;
    this.#watched.emit({ kind: "note", t: ctx.clock.nowNs(), text: why });
  }

  /** It was switched off for what it did. */
  ended(node: string, why: string, ctx: Ctx): void {
    this.#write(node, why, ctx);
  }

  async #judge(node: string, why: string, ctx: Ctx): Promise<boolean> {
    if (!this.#students.has(node) || !(await this.#othersAnswer(ctx))) return false;
    this.#write(node, why, ctx);
    return true;
  }

  #write(node: string, why: string, ctx: Ctx): void {
    if (this.#refused.has(node)) return;
    this.#refused.add(node);
    this.#watched.agents.bar(node, new HalabError("NODE_REFUSED", why, { node }));
    this.#watched.emit({ kind: "refusal", t: ctx.clock.nowNs(), node, why });
  }

  /** That it does not answer: it is frozen or off, or a VM under a fault of ours, which boots or waits for its disk. */
  async isOurs(node: string, ctx: Ctx): Promise<boolean> {
    if ((await this.#watched.cluster.state(node, ctx)) !== "running") return true;
    const open = this.#watched.view.faults.some(
      (fault) => fault.nodes.includes(node) && fault.healedNs === undefined,
    );
    if (!open) return false;
    const { nodes } = await this.#watched.cluster.status(ctx);
    return nodes.some((one) => one.name === node && one.machine === "vm");
  }

  /** Where nobody answers, it is the machine that is too busy, or the engine's fault. */
  async #othersAnswer(ctx: Ctx): Promise<boolean> {
    const witness = this.#watched.plan.nodes.find(({ name }) => !this.#students.has(name));
    if (!witness) return true;
    try {
      await withDeadline(`an answer of ${witness.name}`, witnessMs, ctx, async (inner) =>
        (await this.#watched.agents.get(witness.name, inner)).run(["true"], inner),
      );
      return true;
    } catch {
      ctx.signal.throwIfAborted();
      return false;
    }
  }
}
