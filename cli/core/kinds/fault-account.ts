/**
 * What a fault of many parts did lies on a node until it is undone, one that none of the parts hits: whoever looks may be
 * another process.
 */
import type { Ctx } from "../base/time.ts";
import { must } from "../cluster/commands.ts";
import type { FaultEnv, Seen } from "./fault.ts";
import { seen } from "./fault-tools.ts";

/** Gone with the node's power, as what it tells of. */
const path = "/run/halab/fault.told";

export async function keep(
  node: string,
  sentences: readonly string[],
  env: FaultEnv,
  ctx: Ctx,
): Promise<void> {
  const agent = await env.agent(node, ctx);
  await must(agent, ["/bin/sh", "-c", `cat > ${path}`], ctx, `${sentences.join("\n")}\n`);
}

/** That it was done is the effect: what came of it is for the checks to say. */
export async function kept(node: string, env: FaultEnv, ctx: Ctx): Promise<Seen> {
  const { stdout, exitCode } = await (await env.agent(node, ctx)).run(["cat", path], ctx);
  if (exitCode !== 0) return seen(false, `${node} knows of nothing that was done`);
  return seen(true, ...stdout.trim().split("\n"));
}

export async function forget(node: string, env: FaultEnv, ctx: Ctx): Promise<void> {
  await must(await env.agent(node, ctx), ["rm", "-f", path], ctx);
}
