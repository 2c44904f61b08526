/** What grading a journal gives: the contract of `halab run LAB --json` (halab/report/1). */
export type Verdict = "pass" | "fail" | "unknown";

export interface Bound {
  readonly lo: number;
  readonly hi: number;
  /** The formula in the protocol's own letters, e.g. "2A+skew .. 3A+skew". */
  readonly formula: string;
  /** The formula's inputs, e.g. { A: 1, P: 100, skew: 0.609 }. */
  readonly inputs: Readonly<Record<string, number | string>>;
  /** e.g. "RFC 3768 6.1". */
  readonly source: string;
  /** What else has to be known of it, as a sentence; left out where there is nothing. */
  readonly note?: string;
  /** The tolerance that was allowed on both sides, in the same unit. */
  readonly tolerance: number;
}
