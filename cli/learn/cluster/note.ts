/** What the process says that looks after a workspace's cluster: .halab/keeper.json; and which workspaces there are. */
import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type ErrorCode, HalabError } from "../../core/base/error.ts";
import { stateDir } from "../../core/base/home.ts";
import { ownerState } from "../../core/state/process-identity.ts";
import { ownFolder, readWorkspace, type Workspace } from "../workspace/open.ts";
import { jsonOf, writeWhole } from "../workspace/store.ts";

const keeperNote = z.object({
  owner: z.string(),
  phase: z.enum(["starting", "keeping", "closing", "failed"]),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** An idle cluster goes after so many milliseconds. */
  idleMs: z.number(),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      hint: z.string().optional(),
      details: z.array(z.string()),
    })
    .optional(),
});
export type KeeperNote = z.infer<typeof keeperNote>;

function fileOf(ws: Pick<Workspace, "root">): string {
  return join(ownFolder(ws), "keeper.json");
}

/** Undefined: nobody ever looked after it. `alive`: whether that process still does. */
export function readKeeper(
  ws: Pick<Workspace, "root">,
): (KeeperNote & { readonly alive: boolean }) | undefined {
  const parsed = keeperNote.safeParse(jsonOf(fileOf(ws)));
  if (!parsed.success) return undefined;
  const { phase, owner } = parsed.data;
  return { ...parsed.data, alive: phase !== "failed" && ownerState(owner) === "alive" };
}

export function writeKeeper(ws: Pick<Workspace, "root">, note: KeeperNote): void {
  writeWhole(fileOf(ws), `${JSON.stringify(note)}\n`);
}

export function dropKeeper(ws: Pick<Workspace, "root">): void {
  rmSync(fileOf(ws), { force: true });
}

/** Why the last start failed, as it was thrown there. */
export function failureOf({ error }: KeeperNote, ws: Workspace): HalabError {
  const {
    code,
    message,
    hint,
    details = [],
  } = error ?? {
    code: "ENGINE_FAILED",
    message: `the cluster ${ws.cluster} was not started`,
  };
  const log = `what was said meanwhile: ${join(ownFolder(ws), "up.log")}`;
  // The code was one when it was written.
  return new HalabError(code as ErrorCode, message, { hint, details: [...details, log] });
}

/** Somebody uses it: its hour begins anew. */
export function touch(ws: Pick<Workspace, "root">): void {
  const path = join(ownFolder(ws), "used");
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    writeFileSync(path, "");
  }
}

/** How long nobody used it; where that is not known, it begins now. */
export function idleMsOf(ws: Pick<Workspace, "root">): number {
  const used = statSync(join(ownFolder(ws), "used"), { throwIfNoEntry: false });
  if (!used) touch(ws);
  return used ? Math.max(0, Date.now() - used.mtimeMs) : 0;
}

const registered = z.object({ root: z.string(), cluster: z.string() });

function registry(): string {
  return join(stateDir(), "workspaces");
}

/** So that `halab gc` finds a cluster whose workspace or keeper is gone. */
export function register(ws: Workspace): void {
  const text = JSON.stringify({ root: ws.root, cluster: ws.cluster });
  writeWhole(join(registry(), `${ws.cluster}.json`), `${text}\n`, 0o600);
}

export function unregister(cluster: string): void {
  rmSync(join(registry(), `${cluster}.json`), { force: true });
}

interface Registered {
  readonly cluster: string;
  readonly root: string;
  /** Undefined: it is not there any more, or another one lies in its place. */
  readonly workspace: Workspace | undefined;
}

/** Every workspace that had a cluster on this machine. */
export function workspacesOfThisMachine(): Registered[] {
  if (!existsSync(registry())) return [];
  return readdirSync(registry())
    .sort()
    .flatMap((name) => {
      const parsed = registered.safeParse(jsonOf(join(registry(), name)));
      if (!parsed.success) return [];
      const { root, cluster } = parsed.data;
      return [{ root, cluster, workspace: workspaceAt(root, cluster) }];
    });
}

function workspaceAt(root: string, cluster: string): Workspace | undefined {
  if (!existsSync(join(root, "halab.json"))) return undefined;
  try {
    const { workspace } = readWorkspace(root);
    return workspace.cluster === cluster ? workspace : undefined;
  } catch {
    // It is broken, or a newer halab's: its cluster is not ours to remove.
    return { root, id: "", lab: "", params: {}, lang: "en", cluster };
  }
}
