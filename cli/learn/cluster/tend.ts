/** `halab gc`: clusters of workspaces that nobody looks after any more. */
import type { Ctx } from "../../core/base/time.ts";
import type { Left, Provider } from "../../core/cluster/provider.ts";
import { startInBackground } from "./background.ts";
import { usualIdleMs } from "./keep.ts";
import { idleMsOf, readKeeper, unregister, workspacesOfThisMachine } from "./note.ts";

/**
 * A cluster whose workspace is gone, or whose keeper was killed and that was idle for its hour, is removed; one that is
 * in use gets a new keeper. Says what was removed.
 */
export async function tendWorkspaces(provider: Provider, ctx: Ctx): Promise<readonly Left[]> {
  const removed: Left[] = [];
  for (const { cluster, workspace } of workspacesOfThisMachine()) {
    if (workspace && readKeeper(workspace)?.alive) continue;
    if (!(await provider.find(cluster, ctx))) {
      unregister(cluster);
      continue;
    }
    if (workspace && idleMsOf(workspace) < usualIdleMs) {
      startInBackground(workspace);
      continue;
    }
    const left = await provider.down(cluster, ctx);
    removed.push(...left.map(({ what, name }) => ({ what, name: `${cluster}/${name}` })));
    unregister(cluster);
  }
  return removed;
}
