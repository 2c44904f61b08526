import { HalabError } from "../base/error.ts";

/** Names become parts of container and network names, and of paths. */
export function clusterName(name: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,40}$/.test(name)) return name;
  throw new HalabError(
    "USAGE",
    `"${name}" is no name for a cluster: lower-case letters, digits and hyphens, at most 41`,
  );
}
