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
  const nodes = plan.nodes.map(async (node): Promise<PlannedNode> => {
    if (node.files.length === 0) return node;
    const agent = await agents.get(node.name, ctx);
    const files = node.files.map(async (file) => {
      const bytes = await bytesAt(agent, file.path, ctx);
      if (bytes === undefined || bytes.equals(bytesOf(file))) return file;
      const { encoding: _, ...rest } = file;
      return { ...rest, ...contentOf(bytes), source: `${node.name}:${file.path}` };
    });
    return { ...node, files: await Promise.all(files) };
  });
  return { ...plan, nodes: await Promise.all(nodes) };
}

/** What an agent says is text, and never more than 8 MiB of it. */
const longestBase64 = 5 * 2 ** 20;

/** A file of a node; undefined when it is not there. Throws CONFLICT for one that is no configuration any more. */
async function bytesAt(agent: NodeAgent, path: string, ctx: Ctx): Promise<Buffer | undefined> {
  const { exitCode, stdout } = await agent.run(["base64", "-w", "0", path], ctx);
  if (exitCode !== 0) return undefined;
  if (stdout.length <= longestBase64) return Buffer.from(stdout, "base64");
  throw new HalabError("CONFLICT", `${path} on ${agent.node} has grown to more than 3.75 MiB`, {
    details: ["it was read to be kept with the run, as the node has it now"],
    hint: `make it smaller, or begin afresh: halab down, halab up`,
  });
}
