import { z } from "zod";
import type { Ctx } from "../../core/base/time.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";
import type { FaultEnv } from "../../core/kinds/fault.ts";
import { qmp, requireMachine } from "../../core/kinds/machine.ts";

export function requireDisk(env: FaultEnv, node: string, ctx: Ctx): Promise<NodeAgent> {
  return requireMachine(env, node, "a disk of its own", ctx);
}

const blockNode = z.object({
  "node-name": z.string().optional(),
  get parent() {
    return blockNode.optional();
  },
});

const failures = z.object({ failed_rd_operations: z.number(), failed_wr_operations: z.number() });

const blockStats = z.array(blockNode.extend({ stats: failures }));

/** The guest's root disk, as the launcher of a VM names it. */
export const rootDisk = { top: "disk0", image: "qcow0", throttle: "tg0" } as const;

/** What a guest's reads and writes of its disk go through, and how many failed since its power-on. */
export async function diskPath(
  machine: NodeAgent,
  ctx: Ctx,
): Promise<{ readonly nodes: readonly string[]; readonly failed: number }> {
  const [returned] = await qmp(machine, [{ execute: "query-blockstats" }], ctx);
  const disk = blockStats.parse(returned).find((one) => one["node-name"] === rootDisk.top);
  const nodes: string[] = [];
  let node: z.infer<typeof blockNode> | undefined = disk;
  for (; node; node = node.parent) if (node["node-name"]) nodes.push(node["node-name"]);
  const { failed_rd_operations: reads = 0, failed_wr_operations: writes = 0 } = disk?.stats ?? {};
  return { nodes, failed: reads + writes };
}
