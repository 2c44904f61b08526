/** A workspace's cluster: started in the background, taken away when nobody used it for an hour. */
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { Cluster } from "../../core/cluster/provider.ts";
import type { Workspace } from "../workspace/open.ts";

/** `partly`: some of its nodes are off or missing; `failed`: the last start did, .halab/up.log says why. */
export type ClusterState = "none" | "starting" | "up" | "partly" | "failed";

/** A detached process starts it, or takes no notice of one that is there or is being started. */
export function startInBackground(ws: Workspace): void {
  throw new HalabError("BUG", `nobody starts ${ws.cluster} yet`);
}

/** The cluster, whole: waits for one that is being started, starts what is missing. */
export async function ensureCluster(ws: Workspace, ctx: Ctx): Promise<Cluster> {
  throw new HalabError("BUG", `nobody starts ${ws.cluster} yet`, { cause: ctx });
}

export async function clusterState(ws: Workspace, ctx: Ctx): Promise<ClusterState> {
  throw new HalabError("BUG", `nobody asks for ${ws.cluster} yet`, { cause: ctx });
}

/** Takes the cluster away and keeps the workspace; says whether there was one. */
export async function closeCluster(ws: Workspace, ctx: Ctx): Promise<boolean> {
  throw new HalabError("BUG", `nobody removes ${ws.cluster} yet`, { cause: ctx });
}

/** Somebody uses it: its hour begins anew. */
export function touch(ws: Workspace): void {
  throw new HalabError("BUG", `nobody keeps ${ws.cluster} yet`);
}
