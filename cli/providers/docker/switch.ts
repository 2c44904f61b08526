import type Docker from "dockerode";
import { type Ctx, waitUntil } from "../../core/base/time.ts";
import type { Cluster, NodeAgent, SwitchAccess } from "../../core/cluster/provider.ts";
import { markSwitched } from "../../core/state/kept.ts";
import { bridgeFilter, bridgePlug } from "../bridge-filter.ts";
import { bound, type Engine, engineError, statusOf } from "./client.ts";
import { openAgentIn } from "./exec.ts";
import { hostNetContainer, wake } from "./helpers.ts";
import { ensureImages } from "./images/images.ts";
import { inventory } from "./inventory.ts";
import { containerName, label, switchName } from "./labels.ts";
import { hasBarrier, raiseBarrier } from "./segments/barrier.ts";
import { bridgeOf, portsOf, type Running } from "./segments/ports.ts";

/** It starts in half a second; a busy engine takes longer. */
const helperDeadlineMs = 30_000;

/**
 * Bridges live in the engine's network namespace, which on a laptop is often not ours (Docker
 * Desktop, rootless). So the switch is worked from a helper container in that namespace. No lab's
 * code runs in it.
 */
export async function openSwitch(given: Engine, cluster: Cluster, ctx: Ctx): Promise<SwitchAccess> {
  const engine = bound(given, ctx);
  const container = await helper(engine, cluster.name, ctx);
  await using opened = new AsyncDisposableStack();
  const agent = opened.use(await openAgentIn(container, "the switch", ctx));
  endWith(engine, container, agent);
  await stand(engine, cluster.name, agent, ctx);
  opened.move();
  return {
    agent,
    closed: agent.closed,
    ear: agent,
    plug: bridgePlug,
    isPlugged: async (port, inner) =>
      (await agent.run(["ip", "-o", "link", "show", "up", "dev", port], inner)).stdout !== "",
    filters: async (pairs) => [bridgeFilter(agent, pairs)],
    ports: async (nodes, inner) => {
      const found = await runningNodes(engine, cluster.name, nodes, inner);
      const { networks } = await inventory(bound(engine, inner), cluster.name);
      return portsOf(agent, found, networks, inner);
    },
  };
}

/**
 * The helper's processes are the machine's own (PidMode "host"): an engine kills them with the helper, but
 * never ends their streams. Without this its agent would be waited for until its deadline.
 */
function endWith(engine: Engine, { id }: Docker.Container, agent: NodeAgent): void {
  const left = new AbortController();
  void agent.closed.then(() => left.abort());
  bound(engine, left)
    .docker.getContainer(id)
    .wait()
    .then(
      () => agent[Symbol.asyncDispose](),
      // We left first; or the engine is gone, and its streams with it.
      () => {},
    );
}

/** The nodes of these names that run, and their first processes. */
async function runningNodes(
  engine: Engine,
  cluster: string,
  nodes: readonly string[],
  ctx: Ctx,
): Promise<Running[]> {
  const { docker } = bound(engine, ctx);
  const found = await Promise.all(
    nodes.map(async (node): Promise<Running[]> => {
      try {
        const { State } = await docker.getContainer(containerName(cluster, node)).inspect();
        return State.Running ? [{ node, pid: State.Pid }] : [];
      } catch (error) {
        if (statusOf(error) === 404) return [];
        throw engineError(error, `looking at ${node}`);
      }
    }),
  );
  return found.flat();
}

async function stand(engine: Engine, cluster: string, agent: NodeAgent, ctx: Ctx): Promise<void> {
  const bridges = (await inventory(engine, cluster)).networks.map(bridgeOf);
  if (!(await hasBarrier(agent, cluster, bridges, ctx)))
    await raiseBarrier(agent, cluster, bridges, ctx);
}

export interface Barrier {
  /** Resolves when it stands around the segments that are there by then. */
  raise(): Promise<void>;
  /** Resolves when nothing of it is under way any more: what is being made has to be there to be removed. */
  readonly settled: Promise<unknown>;
}

/**
 * Before the first of a cluster's nodes starts: whoever is root there may try to get out at once. The helper
 * is made from now on, beside the segments. `labels` are the cluster's.
 */
export function prepareBarrier(
  given: Engine,
  cluster: string,
  labels: Readonly<Record<string, string>>,
  ctx: Ctx,
): Barrier {
  const engine = bound(given, ctx);
  const switched = helper(engine, cluster, ctx, labels);
  return {
    settled: Promise.allSettled([switched]),
    async raise() {
      await using agent = await openAgentIn(await switched, "the switch", ctx);
      const { networks } = await inventory(engine, cluster, labels[label.instance]);
      await raiseBarrier(agent, cluster, networks.map(bridgeOf), ctx);
    },
  };
}

/** Before a node is powered on: a machine that was started anew has lost its rules with its helpers. */
export async function requireBarrier(given: Engine, cluster: string, ctx: Ctx): Promise<void> {
  const engine = bound(given, ctx);
  const container = engine.docker.getContainer(switchName(cluster));
  if (await runs(container)) return;
  const started = await helper(engine, cluster, ctx);
  await using agent = await openAgentIn(started, "the switch", ctx);
  await stand(engine, cluster, agent, ctx);
}

async function runs(helper: Docker.Container): Promise<boolean> {
  try {
    const { State } = await helper.inspect();
    return State.Running && !State.Paused;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw engineError(error, "looking at the switch helper");
  }
}

/** Two halabs may want it at once, and one that is there may have been stopped or paused. */
async function helper(
  engine: Engine,
  cluster: string,
  ctx: Ctx,
  labels?: Readonly<Record<string, string>>,
): Promise<Docker.Container> {
  const container = engine.docker.getContainer(switchName(cluster));
  const running = async () => {
    if (await runs(container)) return container;
    if (!(await wake(container))) await makeHelper(engine, cluster, labels, ctx);
    return undefined;
  };
  const what = `the helper that works the switch of ${cluster} to run`;
  try {
    return await waitUntil(running, { what, timeoutMs: helperDeadlineMs }, ctx);
  } catch (error) {
    throw engineError(error, "starting the switch helper");
  }
}

async function makeHelper(
  engine: Engine,
  cluster: string,
  known: Readonly<Record<string, string>> | undefined,
  ctx: Ctx,
): Promise<void> {
  const labels = known ?? (await inventory(engine, cluster)).containers[0]?.Labels ?? {};
  const images = await ensureImages(engine, ["client"], ctx);
  // Should we be killed, and the helper be removed by somebody: then its rules are looked for.
  markSwitched(cluster);
  try {
    const created = await engine.docker.createContainer({
      ...hostNetContainer(images.get("client") ?? ""),
      name: switchName(cluster),
      Labels: {
        ...Object.fromEntries(shared.map((key) => [key, labels[key] ?? ""])),
        [label.helper]: "switch",
      },
    });
    await created.start();
  } catch (error) {
    // Another halab was quicker: its helper is as good.
    if (statusOf(error) !== 409 && statusOf(error) !== 304) throw error;
  }
}

const shared = [
  label.cluster,
  label.instance,
  label.lab,
  label.size,
  label.owner,
  label.keep,
  label.state,
  label.home,
] as const;
