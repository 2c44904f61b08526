/**
 * Which clusters are being started on this machine just now. A start takes every processor for some
 * seconds, and what is measured meanwhile measures it: so no run begins its steps before.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HalabError } from "../base/error.ts";
import { makeFolder } from "../base/folders.ts";
import { stateDir } from "../base/home.ts";
import { type Ctx, waitUntil } from "../base/time.ts";
import { ownerId, ownerState } from "./process-identity.ts";

const folderOf = (base: string) => join(base, "starting");

/** Marks a start until it is disposed of; the mark of a killed halab does not count. */
export function markStarting(cluster: string, base = stateDir()): Disposable {
  const folder = folderOf(base);
  const file = join(folder, `${cluster}.${process.pid}`);
  makeFolder(folder, 0o700);
  writeFileSync(file, ownerId());
  return { [Symbol.dispose]: () => rmSync(file, { force: true }) };
}

/** Is a start under way? */
export function isStarting(base = stateDir()): boolean {
  const folder = folderOf(base);
  if (!existsSync(folder)) return false;
  return readdirSync(folder).some((name) => {
    const file = join(folder, name);
    const owner = textOf(file);
    if (owner === undefined) return false;
    // One that is just being written is empty.
    if (owner === "" || ownerState(owner) === "alive") return true;
    rmSync(file, { force: true });
    return false;
  });
}

/** Undefined: the file is gone, since that start has just ended. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** However many others start theirs: a run waits no longer. */
const patienceMs = 10_000;

/** Resolves when no cluster is being started, or after ten seconds. */
export async function othersStarted(ctx: Ctx, base = stateDir()): Promise<void> {
  if (!isStarting(base)) return;
  const task = "others";
  const what = "other clusters to start";
  ctx.progress({ task, state: "start", text: `waiting for ${what}` });
  const over = () => (isStarting(base) ? undefined : true);
  try {
    await waitUntil(over, { what, timeoutMs: patienceMs }, ctx);
    ctx.progress({ task, state: "done", text: "other clusters have started" });
  } catch (error) {
    if (!(error instanceof HalabError) || error.code !== "TIMEOUT") throw error;
    ctx.progress({ task, state: "done", text: "other clusters still start: going on beside them" });
  }
}
