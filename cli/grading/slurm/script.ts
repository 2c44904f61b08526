/** The array job that Slurm is given: a submission each. Pure. */
import { minutes } from "../grade/pace.ts";

export interface SlurmJob {
  /** The batch's id, and its folder's path; every host has to see it there. */
  readonly batch: string;
  readonly dir: string;
  /** What is played, by the numbers in the batch; not empty. */
  readonly numbers: readonly number[];
  /** How long one try may take. */
  readonly budgetMs: number;
  /** What a cluster's nodes may take at most. */
  readonly memoryMiB: number;
  /** The command that is halab. */
  readonly halab: readonly string[];
}

/** Three tries at most, and what they take to be removed. */
const [mostTries, graceMs] = [3, 120_000];
/** halab itself, and the pages of its run. */
const ownMiB = 1024;

export function slurmScript(job: SlurmJob): string {
  const { batch, dir, numbers, budgetMs, memoryMiB, halab } = job;
  const wholeMs = mostTries * (budgetMs + graceMs);
  return `#!/bin/bash
#SBATCH --job-name=halab-${batch}
#SBATCH --array=${ranges(numbers)}
#SBATCH --time=${Math.ceil(wholeMs / 60_000)}
#SBATCH --cpus-per-task=2
#SBATCH --mem=${Math.ceil(memoryMiB + ownMiB)}M
#SBATCH --requeue
#SBATCH --signal=B:TERM@120
#SBATCH --output="${dir}/slurm/%a.log"
# What is measured is time: where others' jobs would take the processors, ask for whole hosts.
##SBATCH --exclusive

# One submission, ${mostTries} tries of ${minutes(budgetMs)} at most. TERM heals, removes its cluster and ends; who is requeued begins a new attempt.
set -eu
exec ${[...halab, "grade", "--resume", dir].map(quoted).join(" ")} --one "$SLURM_ARRAY_TASK_ID"
`;
}

/** Ascending; "1-3,5" */
export function ranges(numbers: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const number of numbers) {
    const last = parts.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else parts.push([number, number]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(",");
}

/** For sh. */
function quoted(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
