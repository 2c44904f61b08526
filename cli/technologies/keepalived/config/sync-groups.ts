/** Instances that change their state together, as they are written. */

import type { Word } from "./statements.ts";
import { type Tracked, trackedIn } from "./trackers.ts";
import type { Statement } from "./tree.ts";
import { blocksOf, statementsIn, type Tree } from "./tree.ts";

export interface SyncGroup {
  readonly name: string;
  readonly at: Word;
  readonly block: Statement;
  readonly members: readonly Word[];
  readonly tracked: readonly Tracked[];
}

export function syncGroupsOf(tree: Tree): readonly SyncGroup[] {
  return blocksOf(tree, "vrrp_sync_group").map((block) => ({
    name: block.args[0]?.value ?? "",
    at: block.args[0] ?? block.at,
    block,
    members: blocksOf(block, "group").flatMap((list) =>
      statementsIn(list).flatMap(({ at, args }) => [at, ...args]),
    ),
    tracked: trackedIn(block),
  }));
}
