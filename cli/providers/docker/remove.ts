import type Docker from "dockerode";
import pLimit from "p-limit";
import { HalabError, messageOf } from "../../core/base/error.ts";
import { type Ctx, waitUntil } from "../../core/base/time.ts";
import type { Left } from "../../core/cluster/provider.ts";
import { forget } from "../../core/state/keep.ts";
import { endKeeper } from "../../core/state/keeper.ts";
import { openFaults } from "../../core/state/open-faults.ts";
import { type Engine, engineError, statusOf } from "./client.ts";
import { type Inventory, inventory, nameOf } from "./inventory.ts";
import { label } from "./labels.ts";
import { clearRules } from "./rules.ts";

const removesAtOnce = 8;

/** Removes a cluster whole, by its labels. Idempotent. */
export async function removeCluster(engine: Engine, cluster: string, ctx: Ctx): Promise<Left[]> {
  for (const fault of openFaults(cluster)) endKeeper(fault.keeper);
  // From here on it counts as a left-over, should we be killed.
  forget(cluster);
  return await removeFound(engine, { cluster }, ctx);
}

interface Which {
  readonly cluster: string;
  /** Only what this `up` made: another one may be building a cluster of the same name. */
  readonly instance?: string;
}

export async function removeFound(engine: Engine, which: Which, ctx: Ctx): Promise<Left[]> {
  const { cluster, instance } = which;
  const removed: Left[] = [];
  try {
    // A container whose creation was under way when its maker was killed may appear late.
    const stuck = new Set<string>();
    for (let round = 0; round < 3; round += 1) {
      const { containers, networks } = await inventory(engine, cluster, instance);
      const found = { containers, networks: networks.filter((one) => !stuck.has(one.Id)) };
      if (containers.length + found.networks.length === 0) break;
      removed.push(...(await removeAll(engine, { cluster, found, stuck }, ctx)));
    }
  } catch (error) {
    throw cleanupFailed(error, cluster);
  }
  return removed;
}

async function removeAll(
  engine: Engine,
  which: {
    readonly cluster: string;
    readonly found: Inventory;
    /** Gets the networks that the engine would not remove. */
    readonly stuck: Set<string>;
  },
  ctx: Ctx,
): Promise<Left[]> {
  const { cluster, found, stuck } = which;
  const limit = pLimit(removesAtOnce);
  const removed: Left[] = [];
  const remove = async (what: string, name: string, work: () => Promise<boolean>) => {
    ctx.signal.throwIfAborted();
    try {
      if (await work()) removed.push({ what, name });
    } catch (error) {
      if (statusOf(error) === 404) return;
      // Someone else is removing it just now: the next round sees whether it went.
      if (statusOf(error) === 409) return;
      throw engineError(error, `removing ${what} ${name}`);
    }
  };
  const settled = await Promise.allSettled(
    found.containers.map((one) =>
      limit(() =>
        remove("node", nameOf(one), async () => {
          const container = engine.docker.getContainer(one.Id);
          if (one.Labels[label.helper] === "switch") await clearRules(container, cluster, ctx);
          await container.remove({ force: true, v: true });
          return true;
        }),
      ),
    ),
  );
  const failed = settled.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
  await Promise.all(
    found.networks.map((one) =>
      remove("segment", one.Name, async () => {
        const gone = await removeNetwork(engine, one.Id, ctx);
        if (!gone) stuck.add(one.Id);
        return gone;
      }),
    ),
  );
  return removed;
}

/** The engine may take a moment to see that a container's cable is gone with it. */
const releaseDeadlineMs = 5000;

/** "has active endpoints": of containers that are gone already. */
const isInUse = (error: unknown) => statusOf(error) === 403;

/**
 * False: the engine counts a cable that is not there, and will not let go until it is started anew.
 * Seen with Docker 20.10, once in hundreds of clusters. Nothing runs on such a network.
 */
async function removeNetwork(engine: Engine, id: string, ctx: Ctx): Promise<boolean> {
  const network = engine.docker.getNetwork(id);
  const tryIt = () =>
    network.remove().then(
      () => true,
      (error: unknown) => {
        if (isInUse(error)) return undefined;
        throw error;
      },
    );
  if (await tryIt()) return true;
  const info: Docker.NetworkInspectInfo = await network.inspect();
  for (const container of Object.keys(info.Containers ?? {}))
    await network.disconnect({ Container: container, Force: true });
  const what = `the engine to let go of network ${info.Name}`;
  try {
    return await waitUntil(tryIt, { what, timeoutMs: releaseDeadlineMs, everyMs: 100 }, ctx);
  } catch (error) {
    if (!(error instanceof HalabError) || error.code !== "TIMEOUT") throw error;
    const text = `the engine keeps network ${info.Name}: it counts a container that is not there; restart the engine (systemctl restart docker), then halab gc`;
    ctx.progress({ task: "down", state: "note", text });
    return false;
  }
}

function cleanupFailed(error: unknown, cluster: string): HalabError {
  const gone = error instanceof HalabError && error.code === "ENGINE_UNAVAILABLE";
  return new HalabError("CLEANUP_FAILED", `removing cluster ${cluster}: ${messageOf(error)}`, {
    cause: error,
    hint: gone ? "halab doctor --fix, then halab gc" : "halab gc",
  });
}
