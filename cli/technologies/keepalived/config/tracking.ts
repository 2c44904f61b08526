/** Whether anything of a configuration tracks a script. */
import { trackedIn } from "./trackers.ts";
import { blocksOf, type Tree } from "./tree.ts";

const known = new WeakMap<Tree, ReadonlySet<string>>();

export function isTracked(tree: Tree, script: string): boolean {
  const names = known.get(tree) ?? trackedScripts(tree);
  known.set(tree, names);
  return names.has(script);
}

function trackedScripts(tree: Tree): ReadonlySet<string> {
  const lists = ["vrrp_instance", "vrrp_sync_group"]
    .flatMap((name) => blocksOf(tree, name))
    .flatMap(trackedIn);
  return new Set(lists.filter(({ list }) => list === "track_script").map(({ name }) => name));
}
