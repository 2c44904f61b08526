/**
 * The queue of a batch, as whoever plays sees it: five verbs. What several hosts share would keep the same promises in
 * a database; one host keeps them in the batch's folder.
 */
import type { TryRecord } from "./fair.ts";
import type { Result } from "./result.ts";

/** The right to play one submission now. */
export interface Lease {
  readonly id: string;
  /** Grows with each lease of this submission, also with those that were lost: part of its cluster's name. */
  readonly attempt: number;
  /** What was made of it before. */
  readonly tries: readonly TryRecord[];
}

/** What a lease ends with: a result, or one more try, with nothing beside it. */
export type Completed = { readonly result: Result } | { readonly again: readonly TryRecord[] };

export interface Queued {
  readonly id: string;
  readonly state: "waiting" | "again" | "leased" | "done";
  /** Its last lease's; 0: it had none. */
  readonly attempt: number;
}

export interface Queue {
  /** What is there already stays as it is. */
  enqueue(ids: readonly string[]): Promise<void>;
  /** The first in line; `again`: of those that have to be played alone. Undefined: there is none. */
  lease(line: "waiting" | "again"): Promise<Lease | undefined>;
  /** Whoever holds it lives. */
  heartbeat(lease: Lease): Promise<void>;
  /** False: it was somebody else's by then, and nothing was changed. */
  complete(lease: Lease, completed: Completed): Promise<boolean>;
  /** In the order in which they were enqueued. */
  list(): Promise<readonly Queued[]>;
}
