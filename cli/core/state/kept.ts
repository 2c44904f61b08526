/**
 * What labels cannot say, because a label cannot be changed afterwards: that a cluster was built to
 * its end and is meant to stay. (Which faults are in it: open-faults.ts.)
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../base/folders.ts";
import { stateDir } from "../base/home.ts";
import { ownerState } from "./process-identity.ts";

/** Where the little lies that is kept about a cluster. */
export function clusterFolder(cluster: string, base: string): string {
  return join(base, "clusters", cluster);
}

/** Marks instance `instance` of a cluster as built and meant to stay. */
export function markKept(cluster: string, instance: string, base = stateDir()): void {
  makeFolder(clusterFolder(cluster, base), 0o700);
  writeFileSync(join(clusterFolder(cluster, base), "kept"), instance);
}

const tieOf = (base: string) => join(base, "owner");

/**
 * Ties a state folder to a process ("PID/START/BOOT/NAMESPACE"): what is kept there is kept as long as that lives.
 * For programs that make clusters for themselves; when one was killed, its clusters are left-overs.
 */
export function tieToProcess(owner: string, base = stateDir()): void {
  makeFolder(base, 0o700);
  writeFileSync(tieOf(base), owner);
}

/** The process that the folder is tied to is dead, and that is proved. */
function isAbandoned(base: string): boolean {
  return existsSync(tieOf(base)) && ownerState(readFileSync(tieOf(base), "utf8")) === "dead";
}

/** Undefined when the folder cannot be read from here (another user's). */
export function isKept(cluster: string, instance: string, base = stateDir()): boolean | undefined {
  try {
    const kept = readFileSync(join(clusterFolder(cluster, base), "kept"), "utf8");
    return kept === instance && !isAbandoned(base);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    return code === "EACCES" ? undefined : false;
  }
}

/** Notes that rules were made on the engine's side of a cluster's switch, where no label tells of them. */
export function markSwitched(cluster: string, base = stateDir()): void {
  makeFolder(clusterFolder(cluster, base), 0o700);
  writeFileSync(join(clusterFolder(cluster, base), "switched"), "");
}

export function wasSwitched(cluster: string, base = stateDir()): boolean {
  return existsSync(join(clusterFolder(cluster, base), "switched"));
}

export function forget(cluster: string, base = stateDir()): void {
  rmSync(clusterFolder(cluster, base), { recursive: true, force: true });
}
