/** What was done by a fault of many parts lies on a node that none of them hits: whoever looks may be another process. */
import type { Ctx } from "../../core/base/time.ts";
import { must } from "../../core/cluster/commands.ts";
import type { FaultEnv, Seen } from "../../core/kinds/fault.ts";
import { seen } from "../../core/kinds/fault-tools.ts";

const path = "/run/halab/choices.told";

export async function tell(
  node: string,
  sentences: readonly string[],
  env: FaultEnv,
  ctx: Ctx,
): Promise<void> {
  const agent = await env.agent(node, ctx);
  await must(agent, ["/bin/sh", "-c", `cat > ${path}`], ctx, `${sentences.join("\n")}\n`);
}

/** That it was done is the effect: what came of it is for the checks to say. */
export async function told(node: string, env: FaultEnv, ctx: Ctx): Promise<Seen> {
  const { stdout, exitCode } = await (await env.agent(node, ctx)).run(["cat", path], ctx);
  if (exitCode !== 0) return seen(false, `${node} knows of nothing that was done`);
  return seen(true, ...stdout.trim().split("\n"));
}

export async function forget(node: string, env: FaultEnv, ctx: Ctx): Promise<void> {
  await must(await env.agent(node, ctx), ["rm", "-f", path], ctx);
}
