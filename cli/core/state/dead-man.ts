/**
 * Keepers: processes that undo a fault which only the engine can undo (a frozen or powered-off
 * node), when its time is over and halab has not done it, because it was killed.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../base/home.ts";
import { ownerId, ownerState } from "./process-identity.ts";

/** Starts `halab heal` for one fault, detached, to act after `ttlMs`; returns its identity. */
export function startKeeper(
  cluster: { readonly name: string; readonly provider: string },
  fault: string,
  ttlMs: number,
): string | null {
  const bin = join(packageRoot(), "bin", "halab.js");
  const after = `${Math.round(ttlMs)}ms`;
  const which = [cluster.name, "--provider", cluster.provider, "--fault", fault];
  const args = [bin, "heal", ...which, "--after", after];
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
