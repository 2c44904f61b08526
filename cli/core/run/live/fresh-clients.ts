/** Who asks, as on a cluster that has just begun. */
import { HalabError } from "../../base/error.ts";
import type { Ctx } from "../../base/time.ts";
import type { Agents } from "../../cluster/agents.ts";
import type { Plan } from "../../cluster/plan.ts";

/**
 * Whoever answered for an address before is remembered as long as frames reach it (RFC 4861 7.3.1, arp(7)), also when it
 * answers no more: on a cluster that was there before, what was mended since would not be seen.
 */
export async function forgetNeighbours(plan: Plan, agents: Agents, ctx: Ctx): Promise<void> {
  const clients = plan.nodes.filter(({ image }) => image === "client");
  await Promise.all(
    clients.map(async ({ name }) => {
      try {
        const agent = await agents.get(name, ctx);
        await agent.run(["ip", "neighbour", "flush", "all"], ctx);
      } catch (error) {
        ctx.signal.throwIfAborted();
        // One that is off remembers nothing either.
        if (!(error instanceof HalabError)) throw error;
      }
    }),
  );
}
