/** The keys of a cluster's VMs: one for the user, one for each node; made anew for each cluster. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ssh2 from "ssh2";
import { HalabError } from "../../../core/base/error.ts";
import { makeFolder } from "../../../core/base/folders.ts";
import { stateDir } from "../../../core/base/home.ts";
import type { PlannedFile } from "../../../core/cluster/plan.ts";
import { clusterFolder } from "../../../core/state/kept.ts";

export interface ClusterKey {
  /** As in authorized_keys. */
  readonly public: string;
}

const folderOf = (cluster: string) => clusterFolder(cluster, stateDir());

/** Makes the user's key of a cluster; only its owner can read it. */
export function makeKey(cluster: string): ClusterKey {
  const pair = ssh2.utils.generateKeyPairSync("ed25519", { comment: `halab ${cluster}` });
  makeFolder(folderOf(cluster), 0o700);
  writeFileSync(join(folderOf(cluster), "ssh_key"), pair.private, { mode: 0o600 });
  return { public: pair.public };
}

/** What a node is given, and its host key noted, so that no one else can pass for it. */
export function sshFiles(
  cluster: string,
  node: string,
  key: ClusterKey,
): Pick<PlannedFile, "path" | "mode" | "content">[] {
  const host = ssh2.utils.generateKeyPairSync("ed25519", { comment: node });
  const keys = join(folderOf(cluster), "hosts");
  makeFolder(keys, 0o700);
  writeFileSync(join(keys, node), host.public, { mode: 0o600 });
  return [
    { path: "/etc/halab/ssh/authorized_keys", mode: 0o600, content: `${key.public}\n` },
    { path: "/etc/halab/ssh/host_key", mode: 0o600, content: host.private },
    { path: "/etc/machine-id", mode: 0o444, content: `${machineId()}\n` },
  ];
}

/** machine-id(5): 32 hexadecimal digits. */
function machineId(): string {
  return process.getBuiltinModule("node:crypto").randomBytes(16).toString("hex");
}

export interface KnownHost {
  readonly privateKey: string;
  /** The host key as it goes over the wire (RFC 4253 6.6). */
  readonly hostKey: Buffer;
}

/** Throws NOT_FOUND when the keys are not there: the cluster is another user's. */
export function knownHost(cluster: string, node: string): KnownHost {
  try {
    const text = readFileSync(join(folderOf(cluster), "hosts", node), "utf8");
    return {
      privateKey: readFileSync(join(folderOf(cluster), "ssh_key"), "utf8"),
      hostKey: Buffer.from(text.split(" ")[1] ?? "", "base64"),
    };
  } catch (error) {
    throw new HalabError("NOT_FOUND", `the keys of cluster ${cluster} are not here`, {
      cause: error,
      hint: "whoever started the cluster has them; or halab down, then up",
    });
  }
}
