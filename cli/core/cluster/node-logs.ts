import type { Ctx } from "../base/time.ts";
import type { Cluster } from "./provider.ts";

const script =
  'for file in /var/log/halab/*; do [ -f "$file" ] && tail -n "$1" "$file"; done; exit 0';

/** The console and, while the node runs, its daemons' log, the last `lines` of each. */
export async function nodeLogs(
  cluster: Cluster,
  node: string,
  lines: number,
  ctx: Ctx,
): Promise<string> {
  const console = (await cluster.logs(node, ctx, lines)).trimEnd();
  const parts = [`== ${node}: console`, console];
  if ((await cluster.state(node, ctx)) === "running") {
    await using agent = await cluster.openAgent(node, ctx);
    const { stdout } = await agent.run(["/bin/sh", "-c", script, "halab", String(lines)], ctx);
    if (stdout.trim() !== "") parts.push(`== ${node}: services`, stdout.trimEnd());
  }
  return parts.filter((part) => part !== "").join("\n");
}
