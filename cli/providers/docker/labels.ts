import { ownerId } from "../../core/state/process-identity.ts";

/** The labels are the state: everything that halab makes carries them, and is found by them. */
export const label = {
  cluster: "halab.cluster",
  /** Random, one per `up`: a cluster of the same name built anew is another one. */
  instance: "halab.instance",
  lab: "halab.lab",
  node: "halab.node",
  role: "halab.role",
  segment: "halab.segment",
  /** How many nodes the cluster has when it is whole. */
  size: "halab.size",
  /** The process that answers for it, while it is being built or run. */
  owner: "halab.owner",
  /** `run`: ends with its owner. `up`: stays once it is built. */
  keep: "halab.keep",
  /** Where the mark lies that says it was built to its end. */
  state: "halab.state",
  /** The id of that folder: the same path may be another folder elsewhere. */
  home: "halab.home",
  /** Fingerprint of the node's plan, for `up` on a running cluster. */
  plan: "halab.plan",
  files: "halab.files",
  links: "halab.links",
  /** The helper that works the switch is no node. */
  helper: "halab.helper",
  image: "halab.image",
  /** What made the cluster, as the user named it. */
  provider: "halab.provider",
  /** `vm`: the container is the case of a VM. */
  machine: "halab.machine",
  /** Of a saved state: what it depends on. */
  key: "halab.key",
  /** Of a saved state: the id of the image that it was made from. */
  vmImage: "halab.vm-image",
} as const;

/** Of a container that is no node and is gone with what is done in it; should we be killed, `gc` finds it. */
export function helperLabels(cluster: string, helper: string): Record<string, string> {
  return {
    [label.cluster]: cluster,
    [label.owner]: ownerId(),
    [label.keep]: "run",
    [label.helper]: helper,
  };
}

export function containerName(cluster: string, node: string): string {
  return `halab-${cluster}-${node}`;
}

/** Of the helper that works the switch. A node cannot be called so: names have no dots. */
export function switchName(cluster: string): string {
  return containerName(cluster, "halab.switch");
}

/** Every `up` has names of its own: a network that the engine cannot remove is in nobody's way. */
export function networkName(cluster: string, segment: string, instance: string): string {
  return `halab-${cluster}-${segment}-${instance.slice(0, 4)}`;
}
