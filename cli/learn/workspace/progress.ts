/** What a student has done in a workspace: .halab/progress.json. */
import { HalabError } from "../../core/base/error.ts";
import type { Verdict } from "../../core/kinds/verdict.ts";
import type { Workspace } from "./open.ts";

export interface StepProgress {
  /** Of the last check. */
  readonly verdict: Verdict;
  /** The best so far, without what hints cost. */
  readonly points: number;
  readonly maxPoints: number;
  /** When it was checked last, as ISO 8601. */
  readonly at: string;
  readonly tries: number;
  readonly predictionPoints?: number;
  readonly maxPredictionPoints?: number;
}

export interface Progress {
  readonly steps: Readonly<Record<string, StepProgress>>;
  /** How many levels of a step's hints were read. */
  readonly hints: Readonly<Record<string, number>>;
  /** By step, then by what is asked. */
  readonly predictions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** To the guide's questions. */
  readonly answers: Readonly<Record<string, string>>;
  /** The step up to which the guide was read. */
  readonly readUpTo?: string;
}

/** `notes`: what was broken, and what became of it. */
export function readProgress(ws: Workspace): {
  progress: Progress;
  notes: readonly string[];
} {
  throw new HalabError("BUG", `nobody reads ${ws.root} yet`);
}

/** Two sessions in one workspace change it one after the other. */
export async function updateProgress(
  ws: Workspace,
  change: (before: Progress) => Progress,
): Promise<Progress> {
  throw new HalabError("BUG", `nobody writes ${ws.root} yet: ${change.name}`);
}
