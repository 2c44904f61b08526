import { randomBytes } from "node:crypto";
import type Docker from "dockerode";
import pLimit from "p-limit";
import { formatAddress, formatSubnet } from "../../core/base/address.ts";
import { HalabError } from "../../core/base/error.ts";
import { stateDir } from "../../core/base/home.ts";
import { type Ctx, cleanupCtx } from "../../core/base/time.ts";
import { makeIdentities } from "../../core/cluster/identity.ts";
import type { Plan, PlannedNode } from "../../core/cluster/plan.ts";
import type { UpOptions } from "../../core/cluster/provider.ts";
import { homeId } from "../../core/state/home-id.ts";
import { forget, markKept } from "../../core/state/kept.ts";
import { ownerId } from "../../core/state/process-identity.ts";
import { type Boot, nodeArchive, tryBoot } from "./boot.ts";
import { bound, type Engine, engineError, statusOf } from "./client.ts";
import { type Build, nodeContainer } from "./containers.ts";
import { ensureImages, type ImageName, imageOf } from "./images/images.ts";
import { inventory } from "./inventory.ts";
import { containerName, label, networkName } from "./labels.ts";
import { creator } from "./limits/quota.ts";
import { removeFound } from "./remove.ts";
import { freeSubnets, hostRoutes, requireSubnet, subnetsOfNetworks } from "./subnets.ts";
import { prepareBarrier } from "./switch.ts";
import { type ClusterKey, makeKey, sshFiles } from "./vms/ssh-keys.ts";
import { type FreshHost, freshHosts, prepareVms } from "./vms/vm.ts";

/** Measured on 2 cores: starting four at once is as fast as it gets, the rest is the engine's CPU. */
const startsAtOnce = 4;

/** Builds a cluster that is not there: all of it, or nothing is left and it throws. */
export async function buildCluster(
  engine: Engine,
  plan: Plan,
  options: UpOptions & { readonly provider: string; readonly vms: ReadonlySet<string> },
  ctx: Ctx,
): Promise<void> {
  const { vms } = options;
  const containers = plan.nodes.filter((node) => !vms.has(node.name));
  const wanted = new Set<ImageName>(containers.map(imageOf));
  const images = await ensureImages(engine, wanted, ctx);
  const vmHost = await prepareVms(engine, plan, vms, ctx);
  const key = vmHost && makeKey(options.name);
  const instance = randomBytes(6).toString("hex");
  const labels = {
    [label.cluster]: options.name,
    [label.instance]: instance,
    [label.lab]: plan.lab,
    [label.provider]: options.provider,
    [label.size]: String(plan.nodes.length),
    [label.owner]: ownerId(),
    [label.keep]: options.ephemeral ? "run" : "up",
    [label.state]: stateDir(),
    [label.home]: homeId(),
  };
  const barrier = prepareBarrier(engine, options.name, labels, ctx);
  try {
    const wanted = { cluster: options.name, instance, plan, labels, images, vms, vmHost };
    const engineAddress = await createNetworks(engine, wanted, ctx);
    const standing = barrier.raise();
    // Told to each node, before its start.
    standing.catch(() => {});
    await createNodes(engine, { ...wanted, engineAddress }, { key, standing }, ctx);
    if (!options.ephemeral) markKept(options.name, instance);
  } catch (error) {
    const ours = { cluster: options.name, instance };
    await barrier.settled;
    await removeFound(engine, ours, cleanupCtx(ctx)).catch((cleanup: unknown) => {
      throw new SuppressedError(
        cleanup,
        error,
        `cleaning up after a failed start of ${options.name}`,
      );
    });
    if (key) await forgetIfGone(bound(engine, cleanupCtx(ctx)), options.name);
    throw error;
  }
}

/** The keys of a cluster that did not start; one of the same name that did keeps its own. */
async function forgetIfGone(engine: Engine, cluster: string): Promise<void> {
  const { containers } = await inventory(engine, cluster);
  if (containers.length === 0) forget(cluster);
}

async function createNodes(
  engine: Engine,
  build: Build,
  given: Pick<Shared, "key" | "standing">,
  ctx: Ctx,
): Promise<void> {
  const shared: Shared = {
    ...given,
    limit: pLimit(startsAtOnce),
    create: creator(engine),
    identity: makeIdentities(build.plan),
    fresh: build.vmHost && freshHosts(engine, build.vmHost),
  };
  const stop = new AbortController();
  const inner = { ...ctx, signal: AbortSignal.any([ctx.signal, stop.signal]) };
  const results = await Promise.allSettled(
    build.plan.nodes.map(async (node) => {
      try {
        await createNode(engine, build, node, shared, inner);
      } catch (error) {
        stop.abort(error);
        throw error;
      }
    }),
  );
  ctx.signal.throwIfAborted();
  // The first failure aborts the others; what they then say is not news.
  if (stop.signal.aborted && results.some((result) => result.status === "rejected"))
    throw stop.signal.reason;
}

interface Shared {
  readonly create: ReturnType<typeof creator>;
  readonly limit: <T>(work: () => Promise<T>) => Promise<T>;
  readonly key: ClusterKey | undefined;
  /** Nothing leaves the segments: not before may a node start. */
  readonly standing: Promise<void>;
  readonly identity: ReturnType<typeof makeIdentities>;
  /** For VMs whose saved state is bad; undefined without VMs. */
  readonly fresh: FreshHost | undefined;
}

async function createNode(
  engine: Engine,
  build: Build,
  node: PlannedNode,
  shared: Shared,
  ctx: Ctx,
): Promise<void> {
  const task = `node ${node.name}`;
  try {
    const first = await startNode(engine, build, node, shared, ctx);
    if (first.error && first.asleep && shared.fresh) {
      const vmHost = await shared.fresh(node, first.container, ctx);
      const second = await startNode(engine, { ...build, vmHost }, node, shared, ctx);
      if (second.error) throw second.error;
    } else if (first.error) throw first.error;
  } catch (error) {
    // Broken off because another node failed is not news.
    if (!ctx.signal.aborted)
      ctx.progress({ task, state: "fail", text: `${node.name} did not come up` });
    throw error;
  }
  const services = node.services.length > 0 ? ` (${node.services.join(", ")})` : "";
  ctx.progress({ task, state: "done", text: `${node.name}${services}` });
}

async function startNode(
  engine: Engine,
  build: Build,
  node: PlannedNode,
  { limit, key, create, identity, standing }: Shared,
  ctx: Ctx,
): Promise<Boot & { readonly container: Docker.Container }> {
  const vm = build.vms.has(node.name);
  const archive = await nodeArchive(
    build.plan,
    node,
    (link) =>
      vm ? `dev:eth${node.links.indexOf(link)}` : build.engineAddress(node.name, link.segment),
    [...identity(node), ...(vm && key ? sshFiles(build.cluster, node.name, key) : [])],
  );
  // The place in the queue is free as soon as the engine has done its part.
  const { container, booted } = await limit(async () => {
    ctx.signal.throwIfAborted();
    ctx.progress({ task: `node ${node.name}`, state: "start", text: `starting ${node.name}` });
    const container = await createContainer(engine, build, node, create);
    await standing;
    const started = Promise.withResolvers<void>();
    const booted = tryBoot(container, node.name, archive, ctx, { vm, started: started.resolve });
    await Promise.race([started.promise, booted]);
    return { container, booted };
  });
  return { container, ...(await booted) };
}

async function createContainer(
  engine: Engine,
  build: Build,
  node: PlannedNode,
  create: Shared["create"],
): Promise<Docker.Container> {
  try {
    const container = await create(nodeContainer(build, node));
    for (const link of node.links.slice(1)) {
      await engine.docker
        .getNetwork(networkName(build.cluster, link.segment, build.instance))
        .connect({
          Container: container.id,
          EndpointConfig: {
            IPAMConfig: { IPv4Address: build.engineAddress(node.name, link.segment) },
          },
        });
    }
    return container;
  } catch (error) {
    if (statusOf(error) === 409) throw nameTaken(build.cluster, node.name, error);
    throw engineError(error, `creating node ${node.name}`);
  }
}

/** By a container that is not ours, or by another halab that builds the same cluster. */
function nameTaken(cluster: string, node: string, cause: unknown): HalabError {
  const name = containerName(cluster, node);
  return new HalabError("CONFLICT", `there is a container ${name} already`, {
    cause,
    hint: `halab ps   (is another halab starting it? if not: docker rm ${name}, or another name: --name NAME)`,
  });
}

/** One bridge a segment, without an address of its own and without a way out. */
async function createNetworks(
  engine: Engine,
  build: Omit<Build, "engineAddress">,
  ctx: Ctx,
): Promise<(node: string, segment: string) => string> {
  const { plan } = build;
  const addresses = new Map<string, string>();
  const networks = await engine.docker.listNetworks().catch((error: unknown) => {
    throw engineError(error, "asking for the engine's networks");
  });
  const taken = [...subnetsOfNetworks(networks), ...(engine.local ? hostRoutes() : [])];
  for (const segment of plan.segments) {
    ctx.signal.throwIfAborted();
    const members = plan.nodes.filter((node) =>
      node.links.some((link) => link.segment === segment.name),
    );
    const subnet = await createNetwork(
      engine,
      {
        name: networkName(build.cluster, segment.name, build.instance),
        segment: segment.name,
        hosts: members.length,
        labels: build.labels,
      },
      taken,
    );
    taken.push(subnet);
    members.forEach((node, index) => {
      // The first address is the one that the engine keeps for a gateway.
      addresses.set(`${node.name} ${segment.name}`, formatAddress(subnet.base + 2 + index));
    });
  }
  return (node, segment) => {
    const address = addresses.get(`${node} ${segment}`);
    if (!address) throw new HalabError("BUG", `${node} has no engine address on ${segment}`);
    return address;
  };
}

interface Wanted {
  readonly name: string;
  readonly segment: string;
  readonly hosts: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** Another halab may take the same subnet in the same moment: the engine says so, the next is tried. */
async function createNetwork(
  engine: Engine,
  wanted: Wanted,
  taken: Parameters<typeof freeSubnets>[0],
) {
  const choices = freeSubnets(taken, wanted.hosts, 20);
  for (const subnet of choices) {
    try {
      await engine.docker.createNetwork({
        Name: wanted.name,
        Driver: "bridge",
        CheckDuplicate: true,
        IPAM: { Config: [{ Subnet: formatSubnet(subnet) }] },
        Labels: { ...wanted.labels, [label.segment]: wanted.segment },
        Options: {
          "com.docker.network.bridge.enable_ip_masquerade": "false",
          "com.docker.network.bridge.inhibit_ipv4": "true",
        },
      });
      return subnet;
    } catch (error) {
      const clash = statusOf(error) === 403 || /overlap/i.test(String(error));
      if (!clash) throw engineError(error, `creating segment ${wanted.segment}`);
    }
  }
  return requireSubnet(undefined, taken);
}
