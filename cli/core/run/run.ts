/** One run of a lab: cluster up, steps, cluster down; its folder holds all that was seen. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { HalabError } from "../base/error.ts";
import { type Ctx, cleanupCtx } from "../base/time.ts";
import { withOwnPaths } from "../cluster/own-paths.ts";
import type { Plan } from "../cluster/plan.ts";
import type { Cluster, Provider } from "../cluster/provider.ts";
import type { Listener } from "../journal/sink.ts";
import type { Lab } from "../lab/lab.ts";
import { markStarting } from "../state/starting.ts";
import { noteNotBegun, RunFolder } from "./folder.ts";
import { type PlayedOn, playOn } from "./play-on.ts";

export interface PlayOptions {
  readonly lab: Lab;
  readonly plan: Plan;
  readonly provider: Provider;
  /** The cluster's name. */
  readonly name: string;
  /** Stop after the first step that does not pass. */
  readonly stopAtFail?: boolean | undefined;
  /** Leave the cluster there when the run is over. */
  readonly keep?: boolean | undefined;
  readonly listeners?: readonly Listener[] | undefined;
  /** Where the run's folder goes; default: where runs go. */
  readonly base?: string | undefined;
}

export interface Played extends PlayedOn {
  readonly dir: string;
}

/** Plays every step. Whatever happens, the cluster is healed and removed, and the journal kept. */
export async function play(options: PlayOptions, ctx: Ctx): Promise<Played> {
  const { lab, plan, provider, name } = options;
  using folder = new RunFolder(lab.name, options.base);
  const { dir } = folder;
  folder.keepFiles(plan);
  await using cleanup = new AsyncDisposableStack();
  const judged = () => existsSync(join(dir, "report.json"));
  const startNs = ctx.clock.nowNs();
  const cluster = await start(options, folder, ctx);
  // Not before: a cluster of that name that was there already is not ours to remove.
  if (!options.keep) cleanup.defer(() => takeDown(provider, name, judged, ctx));
  const upMs = (ctx.clock.nowNs() - startNs) / 1e6;
  const text = `${plan.nodes.length} nodes up in ${(upMs / 1000).toFixed(1)} s`;
  ctx.progress({ task: "cluster", state: "done", text });
  const result = await playOn({ ...options, cluster, folder, startNs, upMs }, ctx);
  await cleanup.disposeAsync();
  return { ...result, dir };
}

async function start(options: PlayOptions, folder: RunFolder, ctx: Ctx): Promise<Cluster> {
  const { lab, plan, provider, name } = options;
  const t = ctx.clock.nowNs();
  ctx.progress({ task: "cluster", state: "start", text: `starting ${plan.nodes.length} nodes` });
  try {
    using _ = markStarting(name);
    const up = () => provider.up(plan, { name, ephemeral: !options.keep }, ctx);
    return (await withOwnPaths(plan, up)).cluster;
  } catch (error) {
    ctx.progress({ task: "cluster", state: "fail", text: "the cluster did not start" });
    const what = { t, lab: lab.name, provider: provider.name, plan };
    noteNotBegun(folder, what, error, ctx);
    throw error;
  }
}

/** What was measured stands, though the cluster could not be removed whole: that carries its labels. */
async function takeDown(
  provider: Provider,
  name: string,
  judged: () => boolean,
  ctx: Ctx,
): Promise<void> {
  ctx.progress({ task: "down", state: "start", text: "removing the cluster" });
  try {
    await provider.down(name, cleanupCtx(ctx, 60_000));
    ctx.progress({ task: "down", state: "done", text: "cluster removed" });
  } catch (error) {
    const cleanup = error instanceof HalabError && error.code === "CLEANUP_FAILED";
    if (!cleanup || !judged()) throw error;
    ctx.progress({ task: "down", state: "fail", text: `${error.message} (${error.hint})` });
  }
}
