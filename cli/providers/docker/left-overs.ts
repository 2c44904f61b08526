/** What `gc` removes from an engine: what nobody answers for, or all that is halab's. */
import { messageOf } from "../../core/base/error.ts";
import { type Ctx, cleanupCtx } from "../../core/base/time.ts";
import type { Left } from "../../core/cluster/provider.ts";
import { leaveAlone } from "../leave-alone.ts";
import type { Engine } from "./client.ts";
import { clustersOf, inventory, withFate } from "./inventory.ts";
import { removeOrphanTables } from "./orphan-tables.ts";
import { removeCluster, removeDead } from "./remove.ts";
import { removeWarm } from "./vms/warm-volumes.ts";

/** Half a cluster is of no use to anybody: once begun, Ctrl-C does not stop it. */
const removalDeadlineMs = 120_000;

export async function removeLeftOvers(
  engine: Engine,
  { all }: { readonly all: boolean },
  ctx: Ctx,
): Promise<Left[]> {
  const inner = cleanupCtx(ctx, removalDeadlineMs);
  const removed = all ? await removeEvery(engine, ctx) : await removeDead(engine, undefined, inner);
  const states = await removeWarm(engine, all ? "all" : "unfinished");
  removed.push(...states.map((name) => ({ what: "saved state", name })));
  removed.push(...(await tablesLeftOver(engine, ctx)));
  if (!all) await nameTheOthers(engine, ctx);
  return removed;
}

/** Asking for them takes a container: on an engine that has no room for one, the rest is removed all the same. */
async function tablesLeftOver(engine: Engine, ctx: Ctx): Promise<Left[]> {
  try {
    return await removeOrphanTables(engine, ctx);
  } catch (error) {
    ctx.signal.throwIfAborted();
    const text = `${messageOf(error)}; when that is mended, once more: halab gc`;
    ctx.progress({ task: "gc", state: "note", text });
    return [];
  }
}

async function removeEvery(engine: Engine, ctx: Ctx): Promise<Left[]> {
  const removed: Left[] = [];
  for (const name of clustersOf(await inventory(engine))) {
    const left = await removeCluster(engine, name, cleanupCtx(ctx, removalDeadlineMs));
    removed.push(...left.map((one) => ({ what: one.what, name: `${name}/${one.name}` })));
  }
  return removed;
}

/** Whoever looks for a left-over should know what was not touched, and why. */
async function nameTheOthers(engine: Engine, ctx: Ctx): Promise<void> {
  for (const name of clustersOf(withFate(await inventory(engine), "unknown")))
    leaveAlone(name, ctx);
}
