/** One submission of a batch as it is graded, and what grading needs beside it. */
import type { Provider } from "../../core/cluster/provider.ts";
import type { LoadMeter } from "../../core/run/machine-load.ts";
import type { BatchEntry, BatchFile } from "./batch.ts";
import type { LabSide, Looked } from "./looked.ts";
import type { Worth } from "./row.ts";
import type { tryOnce } from "./try.ts";

export interface GradeOptions {
  /** The batch's folder. */
  readonly dir: string;
  readonly batch: BatchFile;
  readonly side: LabSide;
  readonly provider: Provider;
  readonly jobs: number | "auto";
  /** What was not gradable is played again. */
  readonly again?: boolean | undefined;
  /** Default: this machine's. */
  readonly meter?: LoadMeter | undefined;
  /** Default: on a cluster of the provider. */
  readonly tryOnce?: typeof tryOnce | undefined;
}

/** Where a submission lies in its batch, and what its files show. */
export interface Candidate {
  readonly entry: BatchEntry;
  readonly folder: string;
  readonly looked: Looked;
  /** The lab, with its student's values. */
  readonly side: LabSide;
}

/** The name of a submission's cluster: two attempts never share one. */
export function clusterOf(batch: BatchFile, id: string, attempt: number): string {
  const number = batch.submissions.findIndex((one) => one.id === id) + 1;
  return `g-${batch.id}-${number}-${attempt}`;
}

export function worthOf(
  { entry, looked, side }: Candidate,
  { batch }: Pick<GradeOptions, "batch">,
): Worth {
  const findings = "findings" in looked ? looked.findings : undefined;
  return { who: entry, plan: side.plan, rubric: batch.rubric, findings };
}

/** The lab as a submission's student has it. */
export async function sideFor(
  { params }: BatchEntry,
  { side, batch }: Pick<GradeOptions, "side" | "batch">,
): Promise<LabSide> {
  return params ? side.variant({ ...batch.params, ...params }) : side;
}
