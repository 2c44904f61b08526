/** What stands on the nodes of a running cluster. */
import { HalabError } from "../../base/error.ts";
import type { Ctx } from "../../base/time.ts";
import { Agents } from "../../cluster/agents.ts";
import { bytesOf, contentOf } from "../../cluster/content.ts";
import type { Plan, PlannedNode } from "../../cluster/plan.ts";
import type { Cluster, NodeAgent } from "../../cluster/provider.ts";

/** The plan with the files as the nodes have them now: somebody may have worked on them. */
export async function asItIs(plan: Plan, cluster: Cluster, ctx: Ctx): Promise<Plan> {
  await using agents = new Agents(cluster);
  return await asAgentsSay(plan, agents, ctx);
}

/** The same, with agents that are there already. */
export async function asAgentsSay(plan: Plan, agents: Agents, ctx: Ctx): Promise<Plan> {
  const nodes = plan.nodes.map(async (node): Promise<PlannedNode> => {
    if (node.files.length === 0) return node;
    const agent = await agents.get(node.name, ctx);
    const paths = node.files.map(({ path }) => path);
    const there = await bytesAt(agent, paths, ctx);
    const files = node.files.map((file, at) => {
      const bytes = there[at];
      if (bytes === undefined || bytes.equals(bytesOf(file))) return file;
      const { encoding: _, ...rest } = file;
      return { ...rest, ...contentOf(bytes), source: `${node.name}:${file.path}` };
    });
    return { ...node, files };
  });
  return { ...plan, nodes: await Promise.all(nodes) };
}

/** What an agent says is text, and never more than 8 MiB of it. */
const longestBase64 = 5 * 2 ** 20;
/** A line for each file: "+" and as much of it as may be; an empty one where it is not there. */
const script =
  'for path; do if [ -f "$path" ]; then printf +; head -c 4000000 "$path" | base64 -w 0; fi; echo; done';

/** Files of a node; undefined where one is not there. Throws CONFLICT for one that is no configuration any more. */
export async function bytesAt(
  agent: NodeAgent,
  paths: readonly string[],
  ctx: Ctx,
): Promise<(Buffer | undefined)[]> {
  const argv = ["/bin/sh", "-c", script, "halab-files", ...paths];
  const lines = (await agent.run(argv, ctx)).stdout.split("\n");
  return paths.map((path, at) => {
    const line = lines[at] ?? "";
    if (line.length > longestBase64) throw grown(path, agent.node);
    return line === "" ? undefined : Buffer.from(line.slice(1), "base64");
  });
}

function grown(path: string, node: string): HalabError {
  return new HalabError("CONFLICT", `${path} on ${node} has grown to more than 3.75 MiB`, {
    details: ["it was read to be kept with the run, as the node has it now"],
    hint: `make it smaller, or begin afresh: halab down, halab up`,
  });
}
