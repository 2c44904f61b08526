/** What was seen of an upgrade lies on a node until it is undone: whoever looks may be another process. */
import type { Ctx } from "../../core/base/time.ts";
import { must } from "../../core/cluster/commands.ts";
import type { FaultEnv, Seen } from "../../core/kinds/fault.ts";
import { seen } from "../../core/kinds/fault-tools.ts";

/** Gone with the node's power, as what it tells of. */
const path = "/run/halab/upgrade.told";

export async function keep(
  node: string,
  sentences: readonly string[],
  env: FaultEnv,
  ctx: Ctx,
): Promise<void> {
  const agent = await env.agent(node, ctx);
  await must(agent, ["/bin/sh", "-c", `cat > ${path}`], ctx, `${sentences.join("\n")}\n`);
}

/** That somebody tried is the effect: what came of it is for the checks to say. */
export async function kept(node: string, env: FaultEnv, ctx: Ctx): Promise<Seen> {
  const { stdout, exitCode } = await (await env.agent(node, ctx)).run(["cat", path], ctx);
  if (exitCode !== 0) return seen(false, `${node} knows of no upgrade`);
  return seen(true, ...stdout.trim().split("\n"));
}

export async function forget(node: string, env: FaultEnv, ctx: Ctx): Promise<void> {
  await must(await env.agent(node, ctx), ["rm", "-f", path], ctx);
}
