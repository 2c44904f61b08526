/** Whether anything of a configuration tracks a script. */

import { trackedIn } from "./trackers.ts";
import { blocksOf, type Tree } from "./tree.ts";

export function isTracked(tree: Tree, script: string): boolean {
  return ["vrrp_instance", "vrrp_sync_group"]
    .flatMap((name) => blocksOf(tree, name))
    .flatMap(trackedIn)
    .some(({ list, name }) => list === "track_script" && name === script);
}
