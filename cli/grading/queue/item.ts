/** One submission's row in a queue. */
import { z } from "zod";
import { tryRecord } from "../grade/fair.ts";
import type { Lease, Line, Queued } from "./queue.ts";

export interface Row {
  readonly id: string;
  readonly place: number;
  readonly line: Line;
  readonly job: string;
  readonly job_try: number;
  readonly attempt: number;
  readonly lost: number;
  readonly holder: string | null;
  readonly given_up: boolean;
  readonly tries: string;
  readonly result: string | null;
  readonly run: string | null;
  /** pg-boss's. */
  readonly state: string | null;
}

/** A lease that is held, or was when its holder was killed. */
export interface Held {
  readonly id: string;
  readonly attempt: number;
  readonly holder: string;
}

/** As pg-boss knows it: a job, and which time it is given out. */
export function attemptOf({ job, job_try }: Row): { id: string; retryCount: number } {
  return { id: job, retryCount: job_try };
}

export function stateOf(row: Row): Queued["state"] {
  if (row.result !== null) return "done";
  if (row.given_up) return "lost";
  return row.state === "active" ? "leased" : row.line;
}

export function triesIn(text: string): Lease["tries"] {
  return z.array(tryRecord).parse(JSON.parse(text));
}
