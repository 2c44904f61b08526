/** A workspace's cluster: started in the background, taken away when nobody used it for an hour. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { HalabError } from "../../core/base/error.ts";
import { makeFolder } from "../../core/base/folders.ts";
import { packageRoot, stateDir } from "../../core/base/home.ts";
import { type Ctx, cleanupCtx, waitUntil } from "../../core/base/time.ts";
import type { Cluster, Provider } from "../../core/cluster/provider.ts";
import { ownerState } from "../../core/state/process-identity.ts";
import { loadProvider } from "../../providers/load.ts";
import { forgetGiven } from "../work/given.ts";
import { ownFolder, type Workspace } from "../workspace/open.ts";
import { findWhole } from "./keep.ts";
import {
  dropKeeper,
  failureOf,
  type KeeperNote,
  touch as markUsed,
  readKeeper,
  unregister,
} from "./note.ts";

/** `partly`: some of its nodes are off or missing; `failed`: the last start did, .halab/up.log says why. */
export type ClusterState = "none" | "starting" | "up" | "partly" | "failed";

/** A VM without hardware help and an image that is not there yet take their time. */
const startDeadlineMs = 30 * 60_000;

/** Somebody uses it: its hour begins anew. */
export function touch(ws: Workspace): void {
  markUsed(ws);
}

/** A detached process starts it and looks after it; one that does already goes on. */
export function startInBackground(ws: Workspace): void {
  if (!readKeeper(ws)?.alive) launch(ws);
}

function launch(ws: Workspace): ChildProcess {
  makeFolder(ownFolder(ws));
  markUsed(ws);
  const log = openSync(join(ownFolder(ws), "up.log"), "a");
  try {
    const bin = join(packageRoot(), "bin", "halab.js");
    const child = spawn(process.execPath, [bin, "keep", "--dir", ws.root], {
      // Not in the workspace: a folder that a process is in cannot be removed everywhere.
      cwd: packageRoot(),
      detached: true,
      stdio: ["ignore", log, log],
      env: { ...process.env, HALAB_STATE: stateDir() },
    });
    // Who waits for it sees that it did not come.
    child.on("error", () => {});
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** The cluster, whole: waits for one that is being started; one that is not there is started. */
export async function ensureCluster(ws: Workspace, ctx: Ctx): Promise<Cluster> {
  markUsed(ws);
  const provider = await loadProvider("auto");
  for (let tries = 0; tries < 2; tries += 1) {
    const keeper = readKeeper(ws);
    const busy = keeper?.alive && keeper.phase !== "keeping";
    const found = busy ? undefined : await findWhole(provider, ws.cluster, ctx);
    if (found) {
      if (!keeper?.alive) launch(ws);
      return found;
    }
    // Somebody took the cluster away, and its keeper has not seen it yet.
    if (keeper?.alive && !busy) await endKeeper(ws, ctx);
    const note = await awaitStart(ws, ctx);
    if (note?.phase === "failed") throw failureOf(note, ws);
  }
  const found = await findWhole(provider, ws.cluster, ctx);
  if (found) return found;
  throw new HalabError("ENGINE_FAILED", `the cluster ${ws.cluster} did not come up`, {
    details: [`what was said meanwhile: ${join(ownFolder(ws), "up.log")}`],
    hint: "halab doctor",
  });
}

/** What the keeper says once it is through; undefined: it was killed, or the cluster went. */
async function awaitStart(ws: Workspace, ctx: Ctx): Promise<KeeperNote | undefined> {
  const task = "cluster";
  const since = Date.now();
  let child = readKeeper(ws)?.alive ? undefined : launch(ws);
  ctx.progress({ task, state: "start", text: "starting the cluster" });
  const over = (): { note: KeeperNote | undefined } | undefined => {
    const note = readKeeper(ws);
    if (note?.alive) return note.phase === "keeping" ? { note } : undefined;
    if (note?.phase === "failed" && note.at >= since) return { note };
    // One that took the old cluster away has ended, and somebody has to start the next.
    if (child === undefined) child = launch(ws);
    return hasEnded(child) ? { note: undefined } : undefined;
  };
  try {
    const what = `the cluster ${ws.cluster}`;
    const { note } = await waitUntil(over, { what, timeoutMs: startDeadlineMs, everyMs: 50 }, ctx);
    const up = note?.phase === "keeping";
    ctx.progress({
      task,
      state: up ? "done" : "fail",
      text: up ? "the cluster is up" : "the cluster did not come up",
    });
    return note;
  } catch (error) {
    ctx.progress({ task, state: "fail", text: "the cluster did not come up" });
    throw error;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

export async function clusterState(
  ws: Workspace,
  ctx: Ctx,
  given?: Provider,
): Promise<ClusterState> {
  const keeper = readKeeper(ws);
  if (keeper?.alive && keeper.phase === "starting") return "starting";
  const provider = given ?? (await loadProvider("auto"));
  const cluster = await provider.find(ws.cluster, ctx);
  if (!cluster) return keeper?.phase === "failed" ? "failed" : "none";
  const { nodes, size, kept } = await cluster.status(ctx);
  const whole = kept && nodes.length === size && nodes.every(({ state }) => state === "running");
  return whole ? "up" : "partly";
}

/** Takes the cluster away and keeps the workspace; says whether there was one. */
export async function closeCluster(ws: Workspace, ctx: Ctx, given?: Provider): Promise<boolean> {
  await endKeeper(ws, ctx);
  const provider = given ?? (await loadProvider("auto"));
  const removed = await provider.down(ws.cluster, cleanupCtx(ctx, 120_000));
  dropKeeper(ws);
  forgetGiven(ws);
  unregister(ws.cluster);
  return removed.length > 0;
}

/** One that is just starting the cluster takes back what it has begun. */
async function endKeeper(ws: Workspace, ctx: Ctx): Promise<void> {
  const keeper = readKeeper(ws);
  if (!keeper?.alive) return;
  try {
    process.kill(Number(keeper.owner.split("/")[0]), "SIGTERM");
  } catch {
    // It ended by itself in this moment.
  }
  const gone = () => (ownerState(keeper.owner) === "alive" ? undefined : true);
  const what = "who looks after the cluster to end";
  await waitUntil(gone, { what, timeoutMs: 60_000, everyMs: 20 }, ctx);
}
