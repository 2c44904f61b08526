/** The nodes' power, from outside of them: for what switches it off while a run goes on, and for who switches it on again. */
import { HalabError } from "../../base/error.ts";
import type { Ctx } from "../../base/time.ts";
import type { Plan } from "../../cluster/plan.ts";
import type { Cluster, PowerState, SwitchAccess } from "../../cluster/provider.ts";
import type { FaultRecord } from "../../journal/view.ts";
import type { Power } from "../../kinds/probe.ts";

/** The way into a node that a fault switched off may break so long after the fault has shown. A watchdog needs longer. */
const lateNs = 1e9;

export interface PowerOptions {
  readonly plan: Plan;
  readonly cluster: Pick<Cluster, "name" | "state" | "powerOff" | "powerOn">;
  /** Where cables are pulled: a container's kernel would close its connections politely. */
  readonly openSwitch: (ctx: Ctx) => Promise<SwitchAccess>;
  /** A node runs again. */
  readonly back: () => Promise<void>;
}

export class OutsidePower implements Power {
  readonly #options: PowerOptions;
  /** Those that were switched off here, and by nobody since. */
  readonly #off = new Set<string>();
  /** Those that reset themselves, and stay off. */
  readonly #ended = new Set<string>();

  constructor(options: PowerOptions) {
    this.#options = options;
  }

  get nodes(): readonly string[] {
    return this.#options.plan.nodes.map(({ name }) => name);
  }

  state(node: string, ctx: Ctx): Promise<PowerState> {
    return this.#options.cluster.state(node, ctx);
  }

  async off(node: string, ctx: Ctx): Promise<void> {
    const { cluster, openSwitch } = this.#options;
    // What a fault switched off is that fault's to heal.
    if ((await cluster.state(node, ctx)) === "off") return;
    const { agent, plug, ports } = await openSwitch(ctx);
    for (const { port } of await ports([node], ctx)) await agent.run(plug(port, "down"), ctx);
    await cluster.powerOff(node, ctx);
    this.#off.add(node);
    if ((await cluster.state(node, ctx)) !== "off")
      throw new HalabError("NODE_FAILED", `${cluster.name}: ${node} was switched off, and runs`);
  }

  async on(node: string, ctx: Ctx): Promise<void> {
    await this.#options.cluster.powerOn(node, ctx);
    this.#off.delete(node);
    this.#ended.delete(node);
    await this.#options.back();
  }

  /** Whoever was switched off here is switched on: somebody has looked, and pressed the button. */
  async restore(ctx: Ctx): Promise<void> {
    for (const node of [...this.#off]) await this.on(node, ctx);
  }

  /** A node that went off: of one that has a watchdog, and was switched off by no fault, that is its own doing. */
  ended(node: string, atNs: number, faults: readonly FaultRecord[]): void {
    const has = this.#options.plan.nodes.some(
      ({ name, needs }) => name === node && needs.includes("watchdog"),
    );
    const made = ({ nodes, intentNs, effectNs, failed }: FaultRecord) =>
      nodes.includes(node) &&
      failed === undefined &&
      atNs >= intentNs &&
      atNs <= (effectNs ?? atNs) + lateNs;
    if (has && !faults.some(made)) this.#ended.add(node);
  }

  async all(ctx: Ctx): Promise<void> {
    await this.restore(ctx);
    await this.revive(ctx);
  }

  /** Whoever reset itself is switched on, too; once the fault is healed, for it boots into what there is. */
  async revive(ctx: Ctx): Promise<void> {
    for (const node of [...this.#ended]) await this.on(node, ctx);
  }
}
