/** counterd in a node: its processes, and what its files say. */
import { nodeFailed } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { must } from "../../core/cluster/commands.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";

/** Throws NODE_FAILED when it does not run there. */
export async function counterPids(agent: NodeAgent, ctx: Ctx): Promise<number[]> {
  const said = await must(agent, ["halab-counter", "pids"], ctx);
  const pids = said.split(/\s+/).filter(Boolean).map(Number);
  if (pids.length > 0) return pids;
  throw nodeFailed(agent.node, `counterd does not run on ${agent.node}, so it cannot be broken`, {
    hint: `halab exec CLUSTER ${agent.node} -- crm_mon -1`,
  });
}
