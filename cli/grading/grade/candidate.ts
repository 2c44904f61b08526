/** One submission of a batch as it is graded, and what grading needs beside it. */
import type { Ctx } from "../../core/base/time.ts";
import type { Provider } from "../../core/cluster/provider.ts";
import type { LoadMeter } from "../../core/run/load/machine-load.ts";
import type { Tried } from "../player/spec.ts";
import type { BossQueue } from "../queue/boss-queue.ts";
import type { BatchEntry, BatchFile } from "./batch.ts";
import { type LabSide, type Looked, shownBy } from "./looked.ts";
import type { Worth } from "./row.ts";

/** What whoever plays submissions of a batch needs. */
export interface PlayOptions {
  readonly batch: BatchFile;
  readonly side: LabSide;
  readonly provider: Provider;
  readonly jobs: number | "auto";
  /** Default: this machine's. */
  readonly meter?: LoadMeter | undefined;
  /** Default: in a process beside ours. */
  readonly tryOnce?: TryOnce | undefined;
}

export interface GradeOptions extends PlayOptions {
  /** Default: in the batch's folder. */
  readonly openQueue?: ((dir: string, batch: string) => Promise<BossQueue>) | undefined;
  /** The batch's folder. */
  readonly dir: string;
  /** The batch's, with its password; default: as the batch says. */
  readonly queue?: string | undefined;
  /** Of a queue that hosts share, this one plays, too. */
  readonly playsToo?: boolean | undefined;
  /** What was not gradable is played again. */
  readonly again?: boolean | undefined;
}

/** Where a submission lies in its batch, and what its files show. */
export interface Candidate {
  readonly entry: BatchEntry;
  /** What comes of it goes there. */
  readonly folder: string;
  /** What was handed in. */
  readonly files: string;
  readonly looked: Looked;
  /** The lab, with its student's values. */
  readonly side: LabSide;
}

interface TryOptions {
  readonly one: Candidate;
  readonly batch: BatchFile;
  readonly provider: Provider;
  /** The cluster's name. */
  readonly name: string;
  /** Where its run's folder goes. */
  readonly base: string;
  /** Called when the cluster is up. */
  readonly up: () => void;
}

export type TryOnce = (options: TryOptions, ctx: Ctx) => Promise<Tried>;

/** The name of a submission's cluster: two attempts never share one. */
export function clusterOf(batch: BatchFile, id: string, attempt: number): string {
  const number = batch.submissions.findIndex((one) => one.id === id) + 1;
  return `g-${batch.id}-${number}-${attempt}`;
}

export function worthOf(
  { entry, looked, side }: Candidate,
  { batch }: Pick<GradeOptions, "batch">,
): Worth {
  return { who: entry, plan: side.plan, rubric: batch.rubric, shown: shownBy(looked) };
}

/** The lab as a submission's student has it. */
export async function sideFor(
  { params }: BatchEntry,
  { side, batch }: Pick<GradeOptions, "side" | "batch">,
): Promise<LabSide> {
  return params ? side.variant({ ...batch.params, ...params }) : side;
}
