import { type Ctx, cleanupCtx } from "../../core/base/time.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import type {
  Cluster,
  ClusterStatus,
  EngineFacts,
  Left,
  Provider,
  UpOptions,
  UpResult,
} from "../../core/cluster/provider.ts";
import { clusterTaken } from "../converge.ts";
import { connect, type Engine } from "./client.ts";
import { clusterStatus, DockerCluster } from "./cluster.ts";
import { clustersOf, type Inventory, inventory, isBusy, withFate } from "./inventory.ts";
import { label } from "./labels.ts";
import { asksFeatures, chooseMachines, type Policy } from "./vms/machines.ts";

/**
 * Nodes on a Docker engine (or another that speaks its API): containers, or VMs each in a container
 * of its own. What builds and tries is loaded when it is needed: `halab ps` answers before that
 * would be read.
 */
export function engineProvider(policy: Policy): Provider {
  return {
    name: policy,

    async facts(ctx: Ctx): Promise<EngineFacts> {
      const { engineFacts } = await import("./facts.ts");
      return engineFacts(await connect(ctx), ctx);
    },

    up: (plan, options, ctx) => upWith(policy, plan, options, ctx),

    async find(name: string, ctx: Ctx): Promise<Cluster | undefined> {
      const engine = await connect(ctx);
      const found = await inventory(engine, name);
      return found.containers.length > 0 ? clusterOf(engine, name, found, policy) : undefined;
    },

    async list(ctx: Ctx): Promise<readonly ClusterStatus[]> {
      const { containers } = await inventory(await connect(ctx));
      const names = [...new Set(containers.map((one) => one.Labels[label.cluster] ?? ""))].sort();
      return names.map((name) =>
        clusterStatus(
          name,
          containers.filter((one) => one.Labels[label.cluster] === name),
        ),
      );
    },

    async down(name: string, ctx: Ctx): Promise<readonly Left[]> {
      // Half a cluster is of no use to anybody: once begun, Ctrl-C does not stop it.
      return remove(await connect(ctx), name, ctx);
    },

    async gc(options: { readonly all: boolean }, ctx: Ctx): Promise<readonly Left[]> {
      const { removeLeftOvers } = await import("./left-overs.ts");
      return removeLeftOvers(await connect(ctx), options, ctx);
    },

    async openSpare(purpose, ctx) {
      const { openSpare } = await import("./images/spare.ts");
      return openSpare(await connect(ctx), purpose, ctx);
    },

    async interact(cluster, node, argv, ctx) {
      const engine = await connect(ctx);
      const there = new DockerCluster(engine, cluster, policy);
      if (await there.isVm(node, ctx)) {
        const { interactOverSsh } = await import("./vms/ssh.ts");
        return interactOverSsh(there, node, argv, ctx);
      }
      const { interactIn } = await import("./interact.ts");
      return interactIn(engine, cluster, node, argv, ctx);
    },
  };
}

/** The cluster as it was made, whatever it is asked through. */
function clusterOf(engine: Engine, name: string, found: Inventory, policy: Policy): DockerCluster {
  return new DockerCluster(engine, name, found.containers[0]?.Labels[label.provider] ?? policy);
}

/** All or nothing; on a cluster that runs already it converges. */
async function upWith(policy: Policy, plan: Plan, options: UpOptions, ctx: Ctx): Promise<UpResult> {
  const engine = await connect(ctx);
  const vms = await vmsOf(engine, plan, policy, ctx);
  const there = await inventory(engine, options.name);
  const notes = await removeDeadOf(engine, options.name, there, ctx);
  const { containers, networks } = withFate(there, "alive", "unknown");
  if (containers.length > 0) {
    const cluster = clusterOf(engine, options.name, { containers, networks }, policy);
    const same = containers.every((one) => one.Labels[label.lab] === plan.lab);
    const busy = containers.some((one) => isBusy(one, options.name));
    if (options.ephemeral || busy || !same) throw clusterTaken(options.name);
    const { convergeContainers } = await import("./converge.ts");
    notes.push(...(await convergeContainers(cluster, plan, containers, ctx)));
    return { cluster, notes };
  }
  if (networks.length > 0) throw clusterTaken(options.name);
  const { buildCluster } = await import("./up.ts");
  await buildCluster(engine, plan, { ...options, provider: policy, vms }, ctx);
  return { cluster: new DockerCluster(engine, options.name, policy), notes };
}

/** What a killed halab left of a cluster of that name goes first. */
async function removeDeadOf(
  engine: Engine,
  name: string,
  there: Inventory,
  ctx: Ctx,
): Promise<string[]> {
  if (clustersOf(withFate(there, "dead")).length === 0) return [];
  const { removeDead } = await import("./remove.ts");
  await removeDead(engine, name, cleanupCtx(ctx, 120_000));
  return [`removed what was left of an earlier ${name}`];
}

async function remove(engine: Engine, name: string, ctx: Ctx): Promise<Left[]> {
  const { removeCluster } = await import("./remove.ts");
  return removeCluster(engine, name, cleanupCtx(ctx, 120_000));
}

/** The nodes that become VMs; what the lab's roles need is tried before anything is made. */
async function vmsOf(
  engine: Engine,
  plan: Plan,
  policy: Policy,
  ctx: Ctx,
): Promise<ReadonlySet<string>> {
  if (!asksFeatures(plan, policy)) return chooseMachines(plan, policy, {});
  const { featuresOf } = await import("./facts.ts");
  return chooseMachines(plan, policy, await featuresOf(engine, ctx));
}
