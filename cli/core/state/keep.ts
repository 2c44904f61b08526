/**
 * What labels cannot say, because a label cannot be changed afterwards: that a cluster was built to
 * its end and is meant to stay. (Which faults are in it: open-faults.ts.)
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stateDir } from "../base/home.ts";

/** Where the little lies that is kept about a cluster. */
export function clusterFolder(cluster: string, base: string): string {
  return join(base, "clusters", cluster);
}

/** Marks instance `instance` of a cluster as built and meant to stay. */
export function markKept(cluster: string, instance: string, base = stateDir()): void {
  mkdirSync(clusterFolder(cluster, base), { recursive: true, mode: 0o700 });
  writeFileSync(join(clusterFolder(cluster, base), "kept"), instance);
}

/** Undefined when the folder cannot be read from here (another user's). */
export function isKept(cluster: string, instance: string, base = stateDir()): boolean | undefined {
  try {
    return readFileSync(join(clusterFolder(cluster, base), "kept"), "utf8") === instance;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    return code === "EACCES" ? undefined : false;
  }
}

export function forget(cluster: string, base = stateDir()): void {
  rmSync(clusterFolder(cluster, base), { recursive: true, force: true });
}
