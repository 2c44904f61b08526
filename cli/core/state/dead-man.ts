/**
 * Keepers: processes that undo a fault which only the engine can undo (a frozen or powered-off
 * node), when its time is over and halab has not done it, because it was killed.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../base/home.ts";
import { journalOf } from "./open-faults.ts";
import { ownerId, ownerState } from "./process-identity.ts";

/**
 * Starts what calls `halab heal` for one fault, detached, after `ttlMs`; returns its identity. Until then it is
 * nothing but a Node with a timer, which looks whether the fault is still there.
 */
export function startKeeper(
  cluster: { readonly name: string; readonly provider: string },
  fault: string,
  ttlMs: number,
): string | null {
  const script = join(packageRoot(), "bin", "keeper.js");
  const which = [cluster.name, "--provider", cluster.provider, "--fault", fault];
  const args = [script, journalOf(cluster.name), fault, String(ttlMs), "heal", ...which];
  const child = spawn(process.execPath, args, { detached: true, stdio: "ignore" });
  child.on("error", () => {});
  child.unref();
  return child.pid === undefined ? null : ownerId(child.pid);
}

/** Ends a keeper that is not needed any more. */
export function endKeeper(keeper: string | null): void {
  if (keeper === null || ownerState(keeper) !== "alive") return;
  try {
    process.kill(Number(keeper.split("/")[0]), "SIGTERM");
  } catch {
    // It ended by itself in this moment.
  }
}
