/**
 * The queue of a batch, as whoever plays sees it: five verbs. The same promises hold in the batch's folder, for one host,
 * and in a PostgreSQL that several hosts share.
 */
import type { TryRecord } from "../grade/fair.ts";
import type { Result } from "../grade/result.ts";

/** `again`: what has to be played with nothing beside it. */
export type Line = "waiting" | "again";

/** The right to play one submission now. */
export interface Lease {
  readonly id: string;
  readonly line: Line;
  /** Grows with each lease of this submission, also with those that were lost: part of its cluster's name. */
  readonly attempt: number;
  /** What was made of it before. */
  readonly tries: readonly TryRecord[];
}

/** What is to be played; `files`: the hash of what was handed in, where hosts share no disk. */
export interface Entry {
  readonly id: string;
  readonly files?: string | undefined;
}

/** What a lease ends with: a result (and what its run left, packed), one more try, or nothing, to be played by another. */
export type Completed =
  | { readonly result: Result; readonly run?: Buffer | undefined }
  | { readonly again: readonly TryRecord[] }
  | "given back";

export interface Queued {
  readonly id: string;
  /** `lost`: whoever played it did not come back, too often to try it once more. */
  readonly state: Line | "leased" | "done" | "lost";
  /** Its last lease's; 0: it had none. */
  readonly attempt: number;
  readonly tries: readonly TryRecord[];
}

export interface Queue {
  /** What is there already stays as it is. */
  enqueue(entries: readonly Entry[]): Promise<void>;
  /** The first in line. Undefined: there is none. */
  lease(line: Line): Promise<Lease | undefined>;
  /** Whoever holds it lives. False: it is somebody else's by now, or nobody's. */
  heartbeat(lease: Lease): Promise<boolean>;
  /** False: it was not this lease's any more, and nothing was changed. */
  complete(lease: Lease, completed: Completed): Promise<boolean>;
  /** In the order in which they were enqueued. */
  list(): Promise<readonly Queued[]>;
}
