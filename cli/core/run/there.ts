/** Steps on a cluster that is up already: what `halab run LAB --on CLUSTER` plays. */
import { HalabError } from "../base/error.ts";
import type { Ctx } from "../base/time.ts";
import { Agents } from "../cluster/agents.ts";
import { bytesOf, contentOf } from "../cluster/content.ts";
import type { Plan, PlannedNode } from "../cluster/plan.ts";
import type { Cluster, NodeAgent } from "../cluster/provider.ts";
import { openFaults } from "../state/open-faults.ts";
import { RunFolder } from "./folder.ts";
import { playOn } from "./play-on.ts";
import type { Played, PlayOptions } from "./run.ts";

export interface ThereOptions extends Omit<PlayOptions, "provider" | "name" | "keep"> {
  readonly cluster: Cluster;
}

/**
 * Plays the plan's steps on a running cluster, and leaves it there, healed. Throws CONFLICT when it
 * is of another lab, lacks a node, or is broken.
 */
export async function playThere(options: ThereOptions, ctx: Ctx): Promise<Played> {
  const { lab, cluster } = options;
  const startNs = ctx.clock.nowNs();
  await requireWhole(options, ctx);
  const plan = await asItIs(options.plan, cluster, ctx);
  using folder = new RunFolder(lab.name);
  folder.keepFiles(plan);
  const played = await playOn({ ...options, plan, folder, startNs, upMs: undefined }, ctx);
  return { ...played, dir: folder.dir };
}

async function requireWhole({ plan, cluster }: ThereOptions, ctx: Ctx): Promise<void> {
  const status = await cluster.status(ctx);
  const { name } = cluster;
  if (status.lab !== plan.lab)
    throw new HalabError("CONFLICT", `cluster ${name} is of the lab ${status.lab}`, {
      hint: `halab run ${status.lab} --on ${name}`,
    });
  const open = openFaults(name);
  if (open.length > 0)
    throw new HalabError("CONFLICT", `cluster ${name} is broken: no step can begin there`, {
      details: open.map((fault) => fault.title),
      hint: `halab heal ${name}`,
    });
  const running = new Map(status.nodes.map((node) => [node.name, node.state]));
  const missing = plan.nodes.filter((node) => running.get(node.name) !== "running");
  if (missing.length === 0) return;
  throw new HalabError("CONFLICT", `cluster ${name} is not whole`, {
    details: missing.map((node) => `${node.name}: ${running.get(node.name) ?? "not there"}`),
    hint: `halab heal ${name}   or   halab up ${plan.lab} --name ${name}`,
  });
}

/** The plan with the files as the nodes have them now: somebody may have worked on them. */
async function asItIs(plan: Plan, cluster: Cluster, ctx: Ctx): Promise<Plan> {
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
