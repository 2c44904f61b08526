/** The workspaces that a student has: kept in halab's own folder, so that `halab learn` finds them from anywhere. */
import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { stateDir } from "../../core/base/home.ts";
import { findWorkspace, type Workspace } from "../workspace/open.ts";
import { jsonOf, locked, writeWhole } from "../workspace/store.ts";

const knownFile = z.object({
  schema: z.literal("halab/workspaces/1"),
  /** Absolute; the one that was used last comes first. */
  workspaces: z.array(z.string()),
});

function fileIn(base: string): string {
  return join(base, "workspaces.json");
}

/** The one that was used last comes first; what is gone, or is none any more, is left out. */
export function knownWorkspaces(base = stateDir()): Workspace[] {
  return rootsIn(base).flatMap((root) => workspaceAt(root) ?? []);
}

/** Broken, or of a newer halab: then nothing is known, and nothing is lost but the list. */
function rootsIn(base: string): string[] {
  const parsed = knownFile.safeParse(jsonOf(fileIn(base)));
  return parsed.success ? parsed.data.workspaces : [];
}

function workspaceAt(root: string): Workspace | undefined {
  if (!existsSync(join(root, "halab.json"))) return undefined;
  try {
    return findWorkspace(root);
  } catch {
    // A halab.json that cannot be read: who goes there is told why.
    return undefined;
  }
}

/** Puts it first, and drops what is gone. */
export async function rememberWorkspace(
  ws: Pick<Workspace, "root">,
  base = stateDir(),
): Promise<void> {
  const root = realpathSync(ws.root);
  await locked(fileIn(base), () => {
    const others = rootsIn(base).filter((one) => one !== root && workspaceAt(one) !== undefined);
    const file: z.infer<typeof knownFile> = {
      schema: "halab/workspaces/1",
      workspaces: [root, ...others],
    };
    writeWhole(fileIn(base), `${JSON.stringify(file, null, 2)}\n`);
  });
}
