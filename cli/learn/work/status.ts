/** `halab status`: what is passed, what it brought, and how the cluster is. */
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { ClusterState } from "../cluster/background.ts";
import type { StepProgress } from "../workspace/progress.ts";
import type { Workspace } from "../workspace/open.ts";

export interface StepStatus extends Partial<Omit<StepProgress, "maxPoints">> {
  readonly id: string;
  readonly title: string;
  readonly maxPoints: number;
  /** How many levels of its hints were read, and what they cost. */
  readonly hints: number;
  readonly hintsCost: number;
}

export interface WorkspaceStatus {
  readonly schema: "halab/status/1";
  readonly workspace: string;
  readonly lab: string;
  readonly title: string;
  readonly params: Readonly<Record<string, string>>;
  readonly cluster: {
    readonly name: string;
    readonly state: ClusterState;
    /** Seconds until it goes, if nobody uses it; null: it is not there, or nobody looks after it. */
    readonly goesInS: number | null;
  };
  readonly points: number;
  readonly maxPoints: number;
  /** Beside the lab's points. */
  readonly predictionPoints: number;
  /** The first step that is not passed; null: all are. */
  readonly next: string | null;
  readonly steps: readonly StepStatus[];
  /** Files that differ from what the nodes have; null: that is not known. */
  readonly changed: readonly string[] | null;
  readonly notes: readonly string[];
}

export async function statusOf(ws: Workspace, ctx: Ctx): Promise<WorkspaceStatus> {
  throw new HalabError("BUG", `nobody knows ${ws.root} yet`, { cause: ctx });
}
