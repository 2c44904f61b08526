/**
 * The journal: everything that a run saw, one JSON object a line, append-only. Grading reads the
 * journal and nothing else, so a stored run can be graded again. Times are nanoseconds of the
 * nodes' CLOCK_MONOTONIC.
 */

import type { Plan } from "../cluster/plan.ts";
import type { BasketEvent } from "./baskets.ts";
import type { ResponderRow } from "./responders.ts";

/** The form that journals are written in; older ones are read too (upgrade.ts). */
export const journalSchema = "halab/journal/2";

/** [k, dueUs, sentUs, endUs, outcome, server]: microseconds after the probe's t0. */
export type SampleRow = readonly [number, number, number, number, Outcome, string];

/** `forged`: it looks good and came in time, but without the proof that one of the lab's servers gave it. */
export type Outcome =
  | "ok"
  | "timeout"
  | "refused"
  | "reset"
  | "unreach"
  | "bad"
  | "error"
  | "forged";

/** `renewed`: the prober was told to open it anew; `eof`: the other side closed it. */
export type StreamEvent = Outcome | "connected" | "renewed" | "eof";

export type JournalEvent =
  | {
      readonly kind: "run";
      readonly t: number;
      readonly schema: typeof journalSchema;
      readonly run: string;
      readonly lab: string;
      readonly provider: string;
      readonly halab: string;
      /** ISO time of day at `t`, to find the run in the nodes' logs. */
      readonly wall: string;
      /** The lab as it was played: parameters filled in, addresses, steps, probes. */
      readonly plan: Plan;
      readonly host: Readonly<Record<string, string>>;
    }
  /** The cluster is up; how long it took. */
  | { readonly kind: "up"; readonly t: number; readonly tookMs: number }
  /** The timers of a daemon, read from the daemon itself; null: it said nothing. */
  | {
      readonly kind: "in-force";
      readonly t: number;
      readonly node: string;
      readonly service: string;
      /** As the service's reader gives it. */
      readonly value: unknown;
    }
  | { readonly kind: "step"; readonly t: number; readonly step: string; readonly phase: StepPhase }
  | {
      readonly kind: "fault";
      readonly t: number;
      readonly id: string;
      readonly step: string;
      readonly fault: string;
      readonly title: string;
      readonly nodes: readonly string[];
      readonly phase: FaultPhase;
      /** At effect and healed: what showed it. At failed: why. */
      readonly evidence: readonly string[];
      /** At failed: because of files that the lab leaves to its student. */
      readonly theirs?: true;
      /** At intent: what undoes it, for another process to replay. */
      readonly undo?: unknown;
    }
  | {
      readonly kind: "probe";
      readonly t: number;
      readonly probe: string;
      readonly t0: number;
      readonly intervalUs: number;
    }
  | {
      readonly kind: "samples";
      readonly t: number;
      readonly probe: string;
      readonly rows: readonly SampleRow[];
    }
  /** Who answered the SYNs of a `clients` probe, by its requests' numbers. */
  | {
      readonly kind: "responders";
      readonly t: number;
      readonly probe: string;
      readonly rows: readonly ResponderRow[];
    }
  /** One of a stream probe's connections came to be, or ended. */
  | {
      readonly kind: "stream";
      readonly t: number;
      readonly probe: string;
      /** From 0; line k goes over connection k modulo their number. */
      readonly connection: number;
      readonly event: StreamEvent;
    }
  /** A user's basket had less in it than the user knew of. */
  | {
      readonly kind: "basket";
      readonly t: number;
      readonly probe: string;
      readonly user: number;
      readonly event: BasketEvent;
      readonly had: number;
      readonly has: number;
    }
  /** What an error of a probe's requests says: the begin of its body, told once. */
  | {
      readonly kind: "error-text";
      readonly t: number;
      readonly probe: string;
      /** RFC 9110 15. */
      readonly status: number;
      readonly text: string;
    }
  /** How late the prober sent, over the last second. Microseconds. */
  | {
      readonly kind: "lateness";
      readonly t: number;
      readonly probe: string;
      readonly sent: number;
      readonly p50Us: number;
      readonly p99Us: number;
      readonly maxUs: number;
    }
  /** This machine between two phases, while it played other clusters, too. */
  | {
      readonly kind: "load";
      readonly t: number;
      readonly fromNs: number;
      /** Shares of that time: something waited for a processor (PSI; where the kernel counts it), all of them worked. */
      readonly waiting?: number;
      readonly busy: number;
      /** Clusters that other runs played on at its end. */
      readonly others: number;
    }
  /** A node got or lost the address that an owner probe watches (rtnetlink in the node). */
  | {
      readonly kind: "owner";
      readonly t: number;
      readonly probe: string;
      readonly node: string;
      readonly owns: boolean;
    }
  /** The set of nodes that answer ARP for the address changed (seen from the segment). */
  | {
      readonly kind: "wire";
      readonly t: number;
      readonly probe: string;
      readonly nodes: readonly string[];
    }
  /**
   * What a node's port says when the segment asks for a probe's address, as the switch hears it: it answers, or is
   * silent. Null: no question has reached it since, or nobody listens any more.
   */
  | {
      readonly kind: "heard";
      readonly t: number;
      readonly probe: string;
      readonly node: string;
      readonly answers: boolean | null;
    }
  /** A node's port sends this again and again from here on, or (`ends`) was last heard to send it. */
  | {
      readonly kind: "advert";
      readonly t: number;
      readonly node: string;
      /** Whose reader knows the frames; the value is as it gives it. */
      readonly service: string;
      readonly value: unknown;
      readonly ends?: true;
    }
  /** From here on the switch hears what these nodes' ports send of a service's frames. */
  | {
      readonly kind: "listens";
      readonly t: number;
      readonly service: string;
      readonly nodes: readonly string[];
    }
  /** What a node itself wrote down, as a probe that follows it reads it. */
  | {
      readonly kind: "told";
      readonly t: number;
      readonly probe: string;
      readonly node: string;
      /** As the probe's kind gives it (`toldBy`). */
      readonly value: unknown;
    }
  /** Part of the watching was blind from here (`ok: false`) or sees again (`ok: true`). */
  | {
      readonly kind: "watch";
      readonly t: number;
      readonly probe: string;
      readonly node: string;
      readonly ok: boolean;
      readonly why: string;
    }
  | {
      readonly kind: "node";
      readonly t: number;
      readonly node: string;
      readonly state: "up" | "off" | "frozen";
    }
  /** A node of the student's runs, and does not let itself be examined: until it is up again. */
  | { readonly kind: "refusal"; readonly t: number; readonly node: string; readonly why: string }
  /** Something was done to the cluster by neither the run nor its nodes: from here on it proves nothing. */
  | {
      readonly kind: "outside";
      readonly t: number;
      /** Empty: not to a node. */
      readonly node: string;
      readonly text: string;
    }
  /** A measure of a step was taken, or could not be: then its value is null. */
  | {
      readonly kind: "measure";
      readonly t: number;
      readonly step: string;
      /** The name that checks know it by. */
      readonly name: string;
      readonly measure: string;
      readonly title: string;
      readonly value: number | string | null;
      /** It could not be measured, for what nodes did that the lab leaves to its student. */
      readonly theirs?: true;
      readonly unit: string;
      readonly evidence: readonly string[];
      /** What checks read of it, where that is more than its value; as the measure's kind gives it. */
      readonly detail?: unknown;
      readonly tookMs: number;
      /** Share of that time in which something waited for a processor; only where that matters. */
      readonly busy?: number;
    }
  | { readonly kind: "note"; readonly t: number; readonly text: string }
  | {
      readonly kind: "end";
      readonly t: number;
      readonly reason: "finished" | "cancelled" | "broke-off";
      readonly text: string;
    };

/**
 * `settle`: waiting until the cluster is steady before the step's fault; `expect`: the fault is in
 * (or, without a fault, the step is being watched); `mended`: healed, waiting for what has to
 * follow; `done`.
 */
export type StepPhase = "settle" | "expect" | "mended" | "done";
export type FaultPhase = "intent" | "effect" | "healed" | "failed";

export type EventOf<K extends JournalEvent["kind"]> = Extract<JournalEvent, { kind: K }>;
