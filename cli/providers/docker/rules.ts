import type Docker from "dockerode";
import type { Ctx } from "../../core/base/time.ts";
import { tablePrefix } from "../../core/cluster/table-names.ts";
import { openAgentIn } from "./exec.ts";
import { wake } from "./helpers.ts";

/**
 * Removes a cluster's rules from the switch: they are the kernel's, and outlive the helper that
 * made them. `container` is that helper. They stand until the nodes are gone, who would find the door
 * open. Rules that cannot be removed stop nothing for long (their
 * elements time out), so they never keep a cluster from being removed.
 */
export async function clearRules(
  container: Docker.Container,
  cluster: string,
  nodesGone: Promise<unknown>,
  ctx: Ctx,
): Promise<void> {
  try {
    await wake(container);
    await using agent = await openAgentIn(container, "the switch", ctx);
    await nodesGone;
    const { stdout } = await agent.run(["nft", "list", "tables"], ctx);
    const tables = stdout.split("\n").map((line) => line.split(" "));
    for (const [, family = "", name = ""] of tables)
      if (name.startsWith(tablePrefix(cluster)))
        await agent.run(["nft", "delete", "table", family, name], ctx);
  } catch {
    ctx.signal.throwIfAborted();
  }
}
