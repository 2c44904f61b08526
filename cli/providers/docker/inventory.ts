/** What is there, and whether anybody answers for it: read from labels. */
import type Docker from "dockerode";
import { findHomeId } from "../../core/state/home-id.ts";
import { isKept } from "../../core/state/kept.ts";
import { ownerState } from "../../core/state/process-identity.ts";
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

/**
 * `alive`: built to its end and meant to stay, or its owner lives. `dead`: nobody answers for it, and
 * that is proved. `unknown`: only another machine, container or user could tell.
 */
export type Fate = "alive" | "dead" | "unknown";

export function fateOf(one: Labelled, cluster: string): Fate {
  const labels = one.Labels ?? {};
  const owner = ownerState(labels[label.owner] ?? "");
  if (owner === "alive") return "alive";
  if (labels[label.keep] !== "up") return owner === "dead" ? "dead" : "unknown";
  const kept = keptMark(labels, cluster);
  if (kept === true) return "alive";
  return owner === "dead" && kept === false ? "dead" : "unknown";
}

/** Whether an `up` was finished; undefined when the folder that says so is not to be seen from here. */
function keptMark(labels: NonNullable<Labelled["Labels"]>, cluster: string): boolean | undefined {
  const { [label.state]: base, [label.home]: home, [label.instance]: instance = "" } = labels;
  if (base === undefined || home === undefined || findHomeId(base) !== home) return undefined;
  return isKept(cluster, instance, base);
}

/** A living process is building it or plays a run on it; or one may that cannot be seen from here. */
export function isBusy(one: Labelled, cluster: string): boolean {
  const labels = one.Labels ?? {};
  const owner = ownerState(labels[label.owner] ?? "");
  if (owner === "elsewhere") return labels[label.keep] === "run";
  return owner === "alive" && keptMark(labels, cluster) !== true;
}

/**
 * What is there, by its fate. Each part is judged by itself: somebody else's start of the same name
 * may have been killed beside a cluster that lives.
 */
export function withFate(found: Inventory, ...fates: readonly Fate[]): Inventory {
  const has = (one: Labelled) => fates.includes(fateOf(one, clusterOf(one)));
  return { containers: found.containers.filter(has), networks: found.networks.filter(has) };
}

export function clustersOf({ containers, networks }: Inventory): string[] {
  return [...new Set([...containers, ...networks].map(clusterOf))].sort();
}

function clusterOf(one: Labelled): string {
  return one.Labels?.[label.cluster] ?? "";
}
