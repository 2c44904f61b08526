/** By which key members know each other (corosync.conf(5): secauth, crypto_cipher, crypto_hash, keyfile, key). */
import { bytesOf } from "../../../core/cluster/content.ts";
import type { Facts, Place } from "../../../core/kinds/rule.ts";
import { type Cluster, placeOf, valueAt } from "./members.ts";

export interface KeyFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** Without a cipher and a hash no key is read: Debian's Corosync has neither by itself. */
export function isSecret(cluster: Cluster): boolean {
  const of = (name: string) => valueAt(cluster, `totem.${name}`)?.value;
  const both = of("secauth") === "on" ? "aes256" : "none";
  return [of("crypto_cipher") ?? both, of("crypto_hash") ?? both].some((word) => word !== "none");
}

/** Undefined: the key stands in corosync.conf itself. */
export function keyPathOf(cluster: Cluster): string | undefined {
  const own = valueAt(cluster, "totem.keyfile")?.value;
  if (own === undefined && valueAt(cluster, "totem.key")) return undefined;
  return own ?? "/etc/corosync/authkey";
}

/** Its bytes as the plan has them, for a key is seldom text; undefined: not among the node's files. */
export function keyFileOf({ plan }: Facts, cluster: Cluster): KeyFile | undefined {
  const path = keyPathOf(cluster);
  const files = plan.nodes.find(({ name }) => name === cluster.node.name)?.files ?? [];
  const file = files.find((one) => one.path === path);
  return file && { path: file.path, bytes: bytesOf(file) };
}

/** Never its content. */
export function placeOfKey(cluster: Cluster, { path }: KeyFile): Place {
  const key = valueAt(cluster, "totem.keyfile");
  if (key) return placeOf(cluster, key);
  return { node: cluster.node.name, file: path, line: 1, text: "" };
}
