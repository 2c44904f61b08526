/** What is there, and whether anybody answers for it: read from labels. */
import type Docker from "dockerode";
import { isKept } from "../../core/state/keep.ts";
import { ownerState } from "../../core/state/owner.ts";
import { type Engine, engineError } from "./client.ts";
import { label } from "./labels.ts";

type Labelled = { readonly Labels?: Readonly<Record<string, string>> | undefined };

export interface Inventory {
  readonly containers: readonly Docker.ContainerInfo[];
  readonly networks: readonly Docker.NetworkInspectInfo[];
}

/** Everything that carries our label: of all clusters, of one, or of what one `up` made of it. */
export async function inventory(
  engine: Engine,
  cluster?: string,
  instance?: string,
): Promise<Inventory> {
  const filters = {
    label: [
      cluster === undefined ? label.cluster : `${label.cluster}=${cluster}`,
      ...(instance === undefined ? [] : [`${label.instance}=${instance}`]),
    ],
  };
  try {
    const [containers, networks] = await Promise.all([
      engine.docker.listContainers({ all: true, filters }),
      engine.docker.listNetworks({ filters }),
    ]);
    return { containers, networks };
  } catch (error) {
    throw engineError(error, "asking the engine what is there");
  }
}

export function nameOf(container: Docker.ContainerInfo): string {
  return container.Labels[label.node] ?? container.Names[0]?.slice(1) ?? container.Id.slice(0, 12);
}

/** Built to its end and meant to stay, or its owner is alive; or not ours to judge. */
export function isAlive(one: Labelled, cluster: string): boolean {
  const labels = one.Labels ?? {};
  const state = ownerState(labels[label.owner] ?? "");
  if (state === "alive") return true;
  if (labels[label.keep] === "up") {
    // Of another machine's or another user's `up` only they know whether it was finished.
    return isKept(cluster, labels[label.instance] ?? "", labels[label.state]) ?? true;
  }
  return state === "elsewhere";
}

/** A living process is building it, or plays a run on it. */
export function isBusy(one: Labelled, cluster: string): boolean {
  const { [label.owner]: owner = "", [label.instance]: instance = "" } = one.Labels ?? {};
  if (ownerState(owner) !== "alive") return false;
  return isKept(cluster, instance, one.Labels?.[label.state]) !== true;
}

/** Clusters of which something is left that nobody answers for. */
export function deadClusters(found: Inventory): string[] {
  const dead = new Set<string>();
  for (const one of [...found.containers, ...found.networks]) {
    const cluster = one.Labels?.[label.cluster];
    if (cluster !== undefined && !isAlive(one, cluster)) dead.add(cluster);
  }
  return [...dead].sort();
}
