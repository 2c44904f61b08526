import type { Bound, Verdict } from "../kinds/verdict.ts";
import type { Ending } from "./ending.ts";

export interface CheckReport {
  readonly check: string;
  /** A sentence: what this check asks. */
  readonly title: string;
  readonly verdict: Verdict;
  readonly points: number;
  readonly maxPoints: number;
  /** Absent when nothing could be measured. */
  readonly measured?: number;
  readonly unit?: string;
  readonly bound?: Bound;
  readonly evidence: readonly string[];
  /** Unknown because the machine was too busy: with `measured`, to tell that it was not the reason; without, to measure. */
  readonly busy?: true;
  /** Its bound is what the step's formula promised, before that of others. */
  readonly headline?: true;
  /** A sentence for the summary, though it passed. */
  readonly remark?: string;
}

/** What a step measured; a value of null: it could not be. */
export interface MeasureReport {
  readonly name: string;
  readonly title: string;
  readonly value: number | string | null;
  readonly unit: string;
  readonly evidence: readonly string[];
}

export interface FaultReport {
  readonly kind: string;
  readonly title: string;
  /** First of `nodes`, or "" for a fault of the network. */
  readonly node: string;
  readonly nodes: readonly string[];
  readonly effective: boolean;
  /** Seconds after the start of the run; null while it did not happen. */
  readonly effectAt: number | null;
  readonly healedAt: number | null;
  /** A sentence where it was not healed within its step: by design, or why not. */
  readonly healing?: string;
  readonly evidence: readonly string[];
}

/** What a step did to the users of its main probe. */
export interface StepImpact {
  readonly probe: string;
  /** Longest gap between the due times of successful requests, seconds. */
  readonly outage: number;
  readonly sent: number;
  readonly lost: number;
  /** "HTTP 503" -> how many; left out when none was lost. */
  readonly how?: Readonly<Record<string, number>>;
}

/** What one step did to the users of one of the probes that the lab compares. Seconds. */
export interface UserImpact {
  readonly sent: number;
  readonly lost: number;
  /** Longest gap between the due times of successful requests. */
  readonly outage: number;
  /** From the fault to its last lost request; 0: none was lost. */
  readonly lostFor: number;
  /** Requests were still being lost when the fault was healed, or the step ended. */
  readonly goesOn: boolean;
  /** Of the requests that were answered. */
  readonly longestWait: number;
}

/** The same faults, as the users of several probes felt them. */
export interface SideBySide {
  readonly probes: readonly { readonly probe: string; readonly label: string }[];
  /** `users` in the order of `probes`; null: nothing was sent. */
  readonly steps: readonly {
    readonly step: string;
    readonly users: readonly (UserImpact | null)[];
  }[];
}

export interface StepReport {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly points: number;
  readonly maxPoints: number;
  readonly fault: FaultReport | null;
  readonly checks: readonly CheckReport[];
  /** In the order in which they were taken; left out when the step has none. */
  readonly measures?: readonly MeasureReport[];
  readonly impact: StepImpact | null;
  /** Seconds after the start of the run. */
  readonly startAt: number;
  readonly endAt: number;
  /** Seconds that the protocols' own timers make this step wait. */
  readonly protocolTime: number;
}

export interface Report {
  readonly schema: "halab/report/1";
  readonly run: string;
  readonly lab: string;
  readonly title: string;
  readonly provider: string;
  readonly verdict: Verdict;
  /** Of a run that did not come to its end: how, and in which step. */
  readonly early?: Ending;
  readonly points: number;
  readonly maxPoints: number;
  readonly steps: readonly StepReport[];
  readonly availability: {
    readonly probe: string;
    readonly sent: number;
    readonly lost: number;
    readonly ratio: number;
    /** From the first step's begin to the last one's end. */
    readonly seconds: number;
  } | null;
  /** Left out when the lab compares nothing. */
  readonly sideBySide?: SideBySide;
  readonly prober: {
    readonly p50Ms: number;
    readonly p99Ms: number;
    readonly maxMs: number;
  } | null;
  readonly nodes: number;
  readonly upMs: number | null;
  /** Sum of the steps' protocol times and the initial election, seconds. */
  readonly protocolTime: number;
  /** From the first to the last event of the journal, seconds. */
  readonly took: number;
  readonly notes: readonly string[];
}
