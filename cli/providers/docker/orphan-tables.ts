/** Rules on the engine's side of switches whose cluster and helper are gone. */
import type { Ctx } from "../../core/base/time.ts";
import type { Left, NodeAgent } from "../../core/cluster/provider.ts";
import { clusterOfTable } from "../../core/cluster/table-names.ts";
import { bound, discard, type Engine, engineError, hasImage } from "./client.ts";
import { openAgentIn } from "./exec.ts";
import { hostNetContainer } from "./helpers.ts";
import { imageRef } from "./images/images.ts";
import { clustersOf, inventory } from "./inventory.ts";
import { helperLabels } from "./labels.ts";

/**
 * Removes tables that carry the name of a cluster which is not there, and that have no effect: no
 * interface that they name exists. (Another engine on this machine may have clusters, too.) `only`: of
 * that cluster.
 */
export async function removeOrphanTables(given: Engine, ctx: Ctx, only?: string): Promise<Left[]> {
  const engine = bound(given, ctx);
  const image = imageRef("client");
  // Without it no helper ever was, so no rules.
  if (!(await hasImage(engine, image))) return [];
  const Labels = helperLabels("halab-gc", "tables");
  try {
    const container = await engine.docker.createContainer({ ...hostNetContainer(image), Labels });
    try {
      await container.start();
      await using agent = await openAgentIn(container, "the switch", ctx);
      const there = new Set(clustersOf(await inventory(engine)));
      const gone = (cluster: string) =>
        !there.has(cluster) && (only === undefined || cluster === only);
      return await removeTables(agent, gone, ctx);
    } finally {
      await discard(engine, container);
    }
  } catch (error) {
    throw engineError(error, "looking for rules that were left on the switch");
  }
}

async function removeTables(
  agent: NodeAgent,
  gone: (cluster: string) => boolean,
  ctx: Ctx,
): Promise<Left[]> {
  const { stdout } = await agent.run(["nft", "list", "tables"], ctx);
  const removed: Left[] = [];
  let devices: Promise<ReadonlySet<string>> | undefined;
  for (const line of stdout.split("\n")) {
    const [, family = "", name = ""] = line.split(" ");
    const cluster = clusterOfTable(name);
    if (cluster === undefined || !gone(cluster)) continue;
    devices ??= devicesOf(agent, ctx);
    const rules = await agent.run(["nft", "list", "table", family, name], ctx);
    if (hasEffect(rules.stdout, await devices)) continue;
    const { exitCode } = await agent.run(["nft", "delete", "table", family, name], ctx);
    if (exitCode === 0) removed.push({ what: "rules", name: `${cluster}/${name}` });
  }
  return removed;
}

async function devicesOf(agent: NodeAgent, ctx: Ctx): Promise<ReadonlySet<string>> {
  const { stdout } = await agent.run(["ip", "-o", "link"], ctx);
  return new Set([...stdout.matchAll(/^\d+: ([^:@\s]+)/gm)].map(([, name = ""]) => name));
}

/** Whether an interface that the rules name is there. */
function hasEffect(rules: string, devices: ReadonlySet<string>): boolean {
  return [...rules.matchAll(/"([^"]+)"/g)].some(([, name = ""]) => devices.has(name));
}
