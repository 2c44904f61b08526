import { HalabError } from "../base/error.ts";
import { didYouMean } from "../base/nearest.ts";
import type { Ctx } from "../base/time.ts";
import type { Cluster, Provider } from "./provider.ts";

/** The cluster of that name; throws NOT_FOUND with the names that there are. */
export async function requireCluster(provider: Provider, name: string, ctx: Ctx): Promise<Cluster> {
  const cluster = await provider.find(name, ctx);
  if (cluster) return cluster;
  const known = (await provider.list(ctx)).map((one) => one.name);
  throw new HalabError("NOT_FOUND", `there is no cluster "${name}"${didYouMean(name, known)}`, {
    hint: known.length > 0 ? "halab ps" : "halab up LAB",
  });
}

/** A node of the cluster; throws NOT_FOUND with the names that there are. */
export async function requireNode(cluster: Cluster, node: string, ctx: Ctx): Promise<string> {
  const known = (await cluster.status(ctx)).nodes.map((one) => one.name);
  if (known.includes(node)) return node;
  throw new HalabError(
    "NOT_FOUND",
    `cluster ${cluster.name} has no node "${node}"${didYouMean(node, known)}`,
    {
      hint: "halab ps",
    },
  );
}
