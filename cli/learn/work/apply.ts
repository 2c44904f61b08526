/** `halab apply`: the workspace's files onto the running nodes, each checked there before anything is replaced. */
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { Workspace } from "../workspace/open.ts";

/** What was done to one node. */
export interface AppliedNode {
  readonly node: string;
  /** Paths on the node. */
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly reloaded: readonly string[];
  readonly restarted: readonly string[];
  /** The whole node was, since something is only read at boot. */
  readonly rebooted: boolean;
}

export interface Applied {
  /** Those to which something was done. */
  readonly nodes: readonly AppliedNode[];
  readonly notes: readonly string[];
  readonly tookMs: number;
}

/** Throws CONFIG_INVALID (`FILE:LINE`) for a file that its daemon refuses: that node stays as it was. */
export async function applyChanges(ws: Workspace, ctx: Ctx): Promise<Applied> {
  throw new HalabError("BUG", `nobody applies ${ws.root} yet`, { cause: ctx });
}
