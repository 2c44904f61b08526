/** The process that starts a workspace's cluster and looks after it: who does not use it for an hour has it no more. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { asHalabError } from "../../core/base/error.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import { type Ctx, cleanupCtx } from "../../core/base/time.ts";
import { withOwnPaths } from "../../core/cluster/own-paths.ts";
import type { Cluster, ClusterStatus, Provider } from "../../core/cluster/provider.ts";
import { findPlaying } from "../../core/state/playing.ts";
import { ownerId } from "../../core/state/process-identity.ts";
import { markStarting } from "../../core/state/starting.ts";
import { forgetGiven, recordGiven } from "../work/given.ts";
import { openLabOf, ownFolder, type Workspace } from "../workspace/open.ts";
import { tryLock } from "../workspace/store.ts";
import { idleMsOf, type KeeperNote, register, touch, unregister, writeKeeper } from "./note.ts";

export const usualIdleMs = 3_600_000;
/** How often it looks whether somebody came. */
const lookMs = 5_000;
/** At every so manieth look the engine is asked, too. */
const looksAtEngine = 6;

interface KeepOptions {
  readonly provider: Provider;
  readonly renderer: Renderer;
  readonly idleMs?: number;
}

/**
 * Starts the cluster unless it is there, and stays until nobody has used it for so long, or the workspace is gone: then
 * the cluster goes. Ends at once where another one does it. Whoever ends it by a signal leaves the cluster there.
 */
export async function keep(ws: Workspace, options: KeepOptions, ctx: Ctx): Promise<void> {
  const path = join(ownFolder(ws), "keeper.lock");
  // The first try may just have cleared that of a killed one.
  using lock = tryLock(path) ?? tryLock(path);
  if (!lock) return;
  const { provider, idleMs = usualIdleMs } = options;
  const owner = ownerId();
  const say = (phase: KeeperNote["phase"], more: Pick<KeeperNote, "error"> = {}) =>
    writeKeeper(ws, { owner, phase, at: Date.now(), idleMs, ...more });
  say("starting");
  register(ws);
  try {
    await bringUp(ws, options, ctx);
  } catch (thrown) {
    const error = asHalabError(thrown, "BUG", `${ws.cluster} was not started`);
    const { code, message, hint, details } = error;
    say("failed", { error: { code, message, details: [...details], ...(hint ? { hint } : {}) } });
    throw error;
  }
  say("keeping");
  await untilIdle(ws, { provider, idleMs }, ctx);
  if (isThere(ws)) say("closing");
  await provider.down(ws.cluster, cleanupCtx(ctx, 120_000));
  unregister(ws.cluster);
  if (!isThere(ws)) return;
  forgetGiven(ws);
  ctx.progress({ task: "keeper", state: "done", text: `${ws.cluster} was idle, and is gone` });
}

function isThere(ws: Workspace): boolean {
  return existsSync(join(ws.root, "halab.json"));
}

/** Also when somebody else has taken the cluster away: then there is nothing to look after. */
async function untilIdle(
  ws: Workspace,
  { provider, idleMs }: Required<Pick<KeepOptions, "provider" | "idleMs">>,
  ctx: Ctx,
): Promise<void> {
  for (let look = 1; isThere(ws); look += 1) {
    if (findPlaying(ws.cluster) !== undefined) touch(ws);
    const leftMs = idleMs - idleMsOf(ws);
    if (leftMs <= 0) return;
    await ctx.clock.wait(Math.min(leftMs, lookMs), ctx.signal);
    // An engine that does not answer for a moment has taken nothing away.
    const gone = async () => (await provider.find(ws.cluster, ctx)) === undefined;
    if (look % looksAtEngine === 0 && (await gone().catch(() => false))) return;
  }
}

/** A cluster that is there stays as it is: what is off there may be off because of a fault. */
async function bringUp(
  ws: Workspace,
  { provider, renderer }: KeepOptions,
  ctx: Ctx,
): Promise<void> {
  const { cluster: name } = ws;
  const found = await provider.find(name, ctx);
  const status = await found?.status(ctx);
  if (status && isWhole(status)) return;
  // Somebody removed a node of it: what is left is of no use.
  if (status?.kept) await provider.down(name, ctx);
  const { plan } = await openLabOf(ws, renderer);
  ctx.progress({ task: "cluster", state: "start", text: `starting ${plan.nodes.length} nodes` });
  const begun = performance.now();
  using _ = markStarting(name);
  await withOwnPaths(plan, () => provider.up(plan, { name, ephemeral: false }, ctx));
  recordGiven(ws, plan);
  const tookS = ((performance.now() - begun) / 1000).toFixed(1);
  ctx.progress({
    task: "cluster",
    state: "done",
    text: `${plan.nodes.length} nodes up in ${tookS} s`,
  });
}

/** A cluster that was built to its end. */
export async function findWhole(
  provider: Provider,
  name: string,
  ctx: Ctx,
): Promise<Cluster | undefined> {
  const cluster = await provider.find(name, ctx);
  return cluster && isWhole(await cluster.status(ctx)) ? cluster : undefined;
}

function isWhole({ kept, nodes, size }: ClusterStatus): boolean {
  return kept && nodes.length === size;
}
