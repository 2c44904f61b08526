import type Docker from "dockerode";
import type { Ctx } from "../../core/base/time.ts";
import { tablePrefix } from "../../technologies/network/frames.ts";
import { openAgentIn } from "./exec.ts";

/**
 * Removes a cluster's rules from the switch: they are the kernel's, and outlive the helper that
 * made them. `container` is that helper. Rules that cannot be removed stop nothing for long (their
 * elements time out), so they never keep a cluster from being removed.
 */
export async function clearRules(
  container: Docker.Container,
  cluster: string,
  ctx: Ctx,
): Promise<void> {
  try {
    const { State } = await container.inspect();
    if (!State.Running) await container.start();
    await using agent = await openAgentIn(container, "the switch", ctx);
    const { stdout } = await agent.run(["nft", "list", "tables"], ctx);
    const tables = stdout.split("\n").map((line) => line.split(" "));
    for (const [, family = "", name = ""] of tables)
      if (name.startsWith(tablePrefix(cluster)))
        await agent.run(["nft", "delete", "table", family, name], ctx);
  } catch {
    ctx.signal.throwIfAborted();
  }
}
