import type { z } from "zod";
import type { StepView } from "./formula.ts";
import type { Bound, Verdict } from "./verdict.ts";

export interface Judgement {
  readonly verdict: Verdict;
  readonly measured?: number;
  readonly unit?: string;
  readonly bound?: Bound;
  readonly evidence: readonly string[];
  /** Unknown because the machine was too busy: with `measured`, to tell that it was not the reason; without, to measure. */
  readonly busy?: true;
}

/** What was judged by which check. */
export interface Judged extends Judgement {
  readonly check: string;
}

/** A kind of check: one file under checks/. Judging is pure: it sees the journal and nothing else. */
export interface CheckKind<S = never> {
  readonly kind: string;
  /** What it is, in a sentence or two: for docs/kinds and `halab kinds`. */
  readonly about: string;
  /** What it was called before: who still writes that is told the new name. */
  readonly formerly?: string;
  readonly schema: z.ZodType<S>;
  /** A sentence: what the check asks. */
  title(spec: S): string;
  /** Enough was seen to judge: the runner need not wait longer. */
  ready(spec: S, view: StepView): boolean;
  judge(spec: S, view: StepView): Judgement;
  /** Its bound is what the step's formula promised, before that of others. */
  readonly headline?: true;
  /** Of what was judged, and of the step's other checks: a sentence that the summary should have. */
  remark?(own: Judged, others: readonly Judged[]): string | undefined;
  /** Seconds from the phase's begin that it looks on, whatever happens. They count as protocol time, */
  watchesS?(spec: S, view: StepView): number;
  /** and so do those that it needs after the protocol's timers. */
  afterS?(spec: S, view: StepView): number;
}

/** A check kind whose spec has been forgotten; its own schema made the spec that it is given. */
export type AnyCheck = CheckKind<Readonly<Record<string, unknown>>>;
