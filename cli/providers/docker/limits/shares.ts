/** What one node may take from its neighbours on the engine's machine. */
import type Docker from "dockerode";
import type { PlannedNode } from "../../../core/cluster/plan.ts";

/**
 * Where all want the processors, who measures gets eight times what a node gets (the engine's default is
 * 1024): a prober that is late spoils the verdict of a neighbour who did nothing.
 */
export const measurerShares = 8192;

/** The processes of a node: generous for its daemons, too few for a fork bomb to hurt the host. */
const pidsLimit = 512;

/**
 * The largest file that a node may write (setrlimit(2), RLIMIT_FSIZE), on every engine; how much it may
 * write in all see `quota.ts` and core/run/engine-watch.ts. A hypervisor's disks are files.
 */
const fileBytes = 2 ** 30;

/** For a node that is a container. */
export function nodeLimits(node: PlannedNode): Docker.HostConfig {
  return {
    Memory: node.memoryMiB * 2 ** 20,
    MemorySwap: node.memoryMiB * 2 ** 20,
    NanoCpus: 1e9,
    ...(node.image === "client" ? { CpuShares: measurerShares } : {}),
    ...(node.image === "hypervisor"
      ? {}
      : { Ulimits: [{ Name: "fsize", Soft: fileBytes, Hard: fileBytes }] }),
  };
}

/** For the container of any node, a VM's included. */
export const anyLimits: Docker.HostConfig = {
  PidsLimit: pidsLimit,
  // Corosync's and Pacemaker's ways to talk; what is used of it counts as the node's memory.
  ShmSize: 256 * 2 ** 20,
  // A stale pid file in /run would keep daemons from starting after a power cut.
  Tmpfs: { "/run": "rw,nosuid,nodev,mode=755,size=32m" },
  LogConfig: { Type: "json-file", Config: { "max-size": "1m", "max-file": "1" } },
};
