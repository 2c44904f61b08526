/** Brings a bad configuration to servers, and takes it back where somebody looks. */
import type { Ctx } from "../../core/base/time.ts";
import { must } from "../../core/cluster/commands.ts";
import type { FaultEnv } from "../../core/kinds/fault.ts";

export class RollOut {
  readonly #env: FaultEnv;
  readonly #ctx: Ctx;
  /** A look before it would see the old processes at work, or nothing of a leak. */
  readonly #lookMs: number;
  /** What was done, in sentences. */
  readonly log: string[] = [];

  constructor(env: FaultEnv, ctx: Ctx, lookMs: number) {
    this.#env = env;
    this.#ctx = ctx;
    this.#lookMs = lookMs;
  }

  async atOnce(nodes: readonly string[], checked: boolean): Promise<void> {
    await Promise.all(nodes.map((node) => this.#page(node, "bad")));
    this.log.push(`${nodes.join(", ")} have the new configuration`);
    await this.#ctx.clock.wait(this.#lookMs, this.#ctx.signal);
    if (checked) await this.#takeBack(nodes);
  }

  async oneByOne(nodes: readonly string[], checked: boolean): Promise<void> {
    for (const node of nodes) {
      await this.#page(node, "bad");
      this.log.push(`${node} has the new configuration`);
      await this.#ctx.clock.wait(this.#lookMs, this.#ctx.signal);
      if (checked && !(await this.#isWell(node))) return this.#takeBack([node]);
    }
  }

  async #takeBack(nodes: readonly string[]): Promise<void> {
    await Promise.all(nodes.map((node) => this.#page(node, "good")));
    this.log.push(`${nodes.join(", ")} gave no page: the old configuration is back there`);
  }

  async #isWell(node: string): Promise<boolean> {
    const agent = await this.#env.agent(node, this.#ctx);
    return (await agent.run(["halab-choices", "page-well"], this.#ctx)).exitCode === 0;
  }

  async #page(node: string, which: "good" | "bad"): Promise<void> {
    const agent = await this.#env.agent(node, this.#ctx);
    await must(agent, ["halab-choices", "page", which], this.#ctx);
  }
}
