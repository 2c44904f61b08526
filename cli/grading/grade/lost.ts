/** What becomes of a submission that was lost with whoever played it, too often to try it once more. */
import type { Queued } from "../queue/queue.ts";
import { type Candidate, type GradeOptions, worthOf } from "./candidate.ts";
import type { TryRecord } from "./fair.ts";
import type { Result } from "./result.ts";
import { playedRow } from "./row.ts";

export function lostResult(
  one: Candidate,
  { attempt, tries }: Queued,
  options: Pick<GradeOptions, "batch">,
): Result {
  const record: TryRecord = {
    ...{ attempt, outcome: "host", said: "whoever played it did not come back", failed: [] },
    ...{ run: null, beside: 0, short: false, crowded: false, tookMs: 0 },
  };
  const all = [...tries, record];
  const none = { report: undefined, cause: undefined, reportPath: null };
  const row = playedRow({ ...worthOf(one, options), tries: all, ...none });
  const reason = "it was lost twice with whoever played it: grade it again";
  return { schema: "halab/graded/1", row: { ...row, reason }, tries: all };
}
