import { nameOf } from "../../technologies/bind/formulas/dns.ts";
import { messageOf } from "../base/error.ts";
import type { Ctx } from "../base/time.ts";
import { Agents } from "../cluster/agents.ts";
import type { Plan } from "../cluster/plan.ts";
import type { Cluster } from "../cluster/provider.ts";
import type { JournalEvent } from "../journal/events.ts";
import { RunView } from "../journal/view.ts";
import type { Kinds } from "../lab/lab.ts";
import { readInForce, timedServices } from "./in-force.ts";
import { type Attachment, attach } from "./watching.ts";

/**
 * A running cluster being watched: keeps an agent in every node, restarts the watching of nodes
 * that come back, and keeps the view of everything that was seen.
 */
export class Session implements AsyncDisposable {
  readonly view = new RunView();
  readonly agents: Agents;
  readonly #plan: Plan;
  readonly #kinds: Kinds;
  readonly #cluster: Cluster;
  readonly #write: (event: JournalEvent) => void;
  readonly #keep: (path: string, text: string) => void;
  readonly #attached = new Map<string, Attachment>();
  readonly #ctx: Ctx;
  #closed = false;
  #failure: unknown;

  constructor(options: {
    readonly plan: Plan;
    readonly kinds: Kinds;
    readonly cluster: Cluster;
    readonly write: (event: JournalEvent) => void;
    /** Keeps a text beside the journal. */
    readonly keep?: (path: string, text: string) => void;
    readonly ctx: Ctx;
  }) {
    this.#plan = options.plan;
    this.#kinds = options.kinds;
    this.#cluster = options.cluster;
    this.#write = options.write;
    this.#keep = options.keep ?? (() => {});
    this.#ctx = options.ctx;
    this.agents = new Agents(options.cluster, (node, atNs) => this.#lost(node, atNs));
  }

  emit = (event: JournalEvent): void => {
    // The end is the journal's last line: what is seen during the clean-up is no part of the run.
    if (this.view.end) return;
    this.view.apply(event);
    this.#write(event);
  };

  /** Throws when nothing more will be seen, because the engine is gone: waiting would be in vain. */
  throwIfLost(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  now(): number {
    return this.#ctx.clock.nowNs();
  }

  /** Attaches to every node that runs and is not attached. */
  async attachAll(): Promise<void> {
    await Promise.all(this.#plan.nodes.map((node) => this.#attachNode(node.name)));
  }

  async #attachNode(node: string): Promise<void> {
    if (this.#attached.has(node)) return;
    if ((await this.#cluster.state(node, this.#ctx)) !== "running") return;
    const agent = await this.agents.get(node, this.#ctx);
    const attachment = await attach(agent, this.#plan, this.#kinds.probes, this.emit, this.#ctx);
    this.#attached.set(node, attachment);
    this.emit({ kind: "node", t: this.now(), node, state: "up" });
    for (const probe of this.#watches()) {
      if (
        this.view.blind.some((event) => event.node === node && !event.ok && event.probe === probe)
      ) {
        this.emit({ kind: "watch", t: this.now(), probe, node, ok: true, why: "watched again" });
      }
    }
  }

  #watches(): string[] {
    return this.#plan.probes
      .filter((probe) => probe.kind === "address-owner")
      .map((probe) => probe.name);
  }

  /** The way into a node broke: it is off, or only our connection is. */
  #lost(node: string, atNs: number): void {
    this.#attached.delete(node);
    // A node without its processes owns nothing; if it turns out to run, the watch was blind.
    this.emit({ kind: "node", t: atNs, node, state: "off" });
    this.#goingOff(node)
      .then((off) => {
        if (off || this.#closed) return;
        const why = "the connection to the node broke";
        for (const probe of this.#watches())
          this.emit({ kind: "watch", t: atNs, probe, node, ok: false, why });
      })
      // The engine does not answer (or the run is being cancelled: then nobody asks any more).
      .catch((error: unknown) => {
        this.#failure ??= error;
      });
  }

  /** The engine needs a moment to see that a node ended. */
  async #goingOff(node: string): Promise<boolean> {
    const deadlineNs = this.now() + 2e9;
    while (this.now() < deadlineNs) {
      if (this.#closed || (await this.#cluster.state(node, this.#ctx)) === "off") return true;
      await this.#ctx.clock.wait(50, this.#ctx.signal);
    }
    return false;
  }

  /** The timers that the daemons run with now. */
  async readTimers(): Promise<void> {
    await Promise.all(
      this.#plan.nodes.map(async (node) => {
        if (!this.#attached.has(node.name)) return;
        if (!node.services.some((service) => timedServices.includes(service))) return;
        try {
          const agent = await this.agents.get(node.name, this.#ctx);
          const { text, ...found } = await readInForce(agent, node, this.#names(), this.#ctx);
          this.#keep(`in-force/${node.name}.txt`, text);
          this.emit({ kind: "in-force", t: this.now(), node: node.name, ...found });
        } catch (error) {
          this.#ctx.signal.throwIfAborted();
          this.emit({
            kind: "note",
            t: this.now(),
            text: `timers of ${node.name} were not read: ${messageOf(error)}`,
          });
        }
      }),
    );
  }

  /** What the probes ask for: of these, name servers are asked for the TTL. */
  #names(): string[] {
    return [...new Set(this.#plan.probes.flatMap(({ spec }) => nameOf(spec) ?? []))];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    const running = [...this.#attached.values()].flatMap((attachment) => attachment.running);
    this.#attached.clear();
    for (const one of running) one.kill(15);
    await this.agents[Symbol.asyncDispose]();
  }
}
