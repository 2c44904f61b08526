import type Docker from "dockerode";
import pLimit from "p-limit";
import { HalabError, messageOf } from "../../core/base/error.ts";
import { stateDir } from "../../core/base/home.ts";
import { type Ctx, waitUntil } from "../../core/base/time.ts";
import type { Left } from "../../core/cluster/provider.ts";
import { endKeeper } from "../../core/state/dead-man.ts";
import { forget, wasSwitched } from "../../core/state/kept.ts";
import { openFaults } from "../../core/state/open-faults.ts";
import { bound, type Engine, engineError, statusOf } from "./client.ts";
import { clustersOf, type Inventory, inventory, nameOf, withFate } from "./inventory.ts";
import { label, switchName } from "./labels.ts";
import { clearRules } from "./rules.ts";

const removesAtOnce = 8;

/** Removes a cluster whole, by its labels, whoever answers for it. Idempotent. */
export async function removeCluster(engine: Engine, cluster: string, ctx: Ctx): Promise<Left[]> {
  const switched = wasSwitched(cluster);
  dropState(cluster);
  const removed = await removeFound(engine, { cluster }, ctx);
  // With the helper go its rules; somebody may have removed it before us.
  const helper = removed.some((one) => one.name === switchName(cluster));
  if (switched && !helper) {
    const { removeOrphanTables } = await import("./orphan-tables.ts");
    removed.push(...(await removeOrphanTables(engine, ctx, cluster)));
  }
  return removed;
}

/** Removes what nobody answers for: of one cluster, or of all. */
export async function removeDead(
  engine: Engine,
  cluster: string | undefined,
  ctx: Ctx,
): Promise<Left[]> {
  const found = await inventory(engine, cluster);
  const others = clustersOf(withFate(found, "alive", "unknown"));
  const removed: Left[] = [];
  for (const name of clustersOf(withFate(found, "dead"))) {
    // A cluster of that name that lives keeps its faults and keys.
    if (!others.includes(name) && isOfThisHome(found, name)) dropState(name);
    const left = await removeFound(engine, { cluster: name, dead: true }, ctx);
    removed.push(...left.map((one) => ({ what: one.what, name: `${name}/${one.name}` })));
  }
  return removed;
}

function isOfThisHome({ containers, networks }: Inventory, cluster: string): boolean {
  return [...containers, ...networks].some(
    ({ Labels }) => Labels?.[label.cluster] === cluster && Labels[label.state] === stateDir(),
  );
}

/** From here on the cluster counts as a left-over, should we be killed. */
function dropState(cluster: string): void {
  for (const fault of openFaults(cluster)) endKeeper(fault.keeper);
  forget(cluster);
}

interface Which {
  readonly cluster: string;
  /** Only what this `up` made: another one may be building a cluster of the same name. */
  readonly instance?: string;
  /** Only what nobody answers for. */
  readonly dead?: true;
}

export async function removeFound(given: Engine, which: Which, ctx: Ctx): Promise<Left[]> {
  const { cluster, instance, dead } = which;
  const engine = bound(given, ctx);
  const removed: Left[] = [];
  try {
    // A container whose creation was under way when its maker was killed may appear late.
    const stuck = new Set<string>();
    for (let round = 0; round < 3; round += 1) {
      const all = await inventory(engine, cluster, instance);
      const { containers, networks } = dead ? withFate(all, "dead") : all;
      const found = { containers, networks: networks.filter((one) => !stuck.has(one.Id)) };
      if (containers.length + found.networks.length === 0) break;
      removed.push(...(await removeAll(engine, { cluster, found, stuck }, ctx)));
    }
  } catch (error) {
    throw cleanupFailed(error, cluster);
  }
  return removed;
}

const isNode = (one: Docker.ContainerInfo) => one.Labels[label.node] !== undefined;

type Before = (container: Docker.Container) => Promise<void>;

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
  const removeOne = (one: Docker.ContainerInfo, before?: Before) =>
    limit(() =>
      remove(isNode(one) ? "node" : "helper", nameOf(one), async () => {
        const container = engine.docker.getContainer(one.Id);
        await before?.(container);
        await container.remove({ force: true, v: true });
        return true;
      }),
    );
  const isSwitch = (one: Docker.ContainerInfo) => one.Labels[label.helper] === "switch";
  const nodes = found.containers.filter((one) => !isSwitch(one)).map((one) => removeOne(one));
  const gone = Promise.allSettled(nodes);
  const helpers = found.containers
    .filter(isSwitch)
    .map((one) => removeOne(one, (container) => clearRules(container, cluster, gone, ctx)));
  const settled = await Promise.allSettled([...nodes, ...helpers]);
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
