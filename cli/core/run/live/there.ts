/** Steps on a cluster that is up already: what `halab run LAB --on CLUSTER` plays. */
import { HalabError } from "../../base/error.ts";
import type { Ctx } from "../../base/time.ts";
import type { Cluster } from "../../cluster/provider.ts";
import { openFaults } from "../../state/open-faults.ts";
import { RunFolder } from "../folder.ts";
import { playOn } from "../play-on.ts";
import type { Played, PlayOptions } from "../run.ts";
import { asItIs } from "./as-it-is.ts";

export interface ThereOptions extends Omit<PlayOptions, "provider" | "name" | "keep"> {
  readonly cluster: Cluster;
  /** Where the run's folder goes; default: where runs go. */
  readonly runs?: string;
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
  using folder = new RunFolder(lab.name, options.runs);
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
