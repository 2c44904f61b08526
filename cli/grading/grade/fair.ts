/** Whether a submission is played again, and what its tries are worth together. Pure. */
import { z } from "zod";

/** So often a submission is played at most; after the first time alone. */
const maxTries = 3;

/** What a try came to. */
export const outcome = z.enum([
  "pass",
  "fail",
  /** Something of it could not be judged. */
  "unknown",
  /** Its own files do not start. */
  "cannot start",
  /** The host, the engine or halab itself broke it off. */
  "host",
  /** It was not over when its time was. */
  "out of time",
]);

export const tryRecord = z.strictObject({
  /** The number in its cluster's name; one that was lost with a killed halab is counted, too. */
  attempt: z.int(),
  outcome,
  /** A sentence. */
  said: z.string(),
  /** The steps that failed. */
  failed: z.array(z.string()),
  /** The run's folder below the submission's; null: there was none. */
  run: z.string().nullable(),
  /** How many others were played beside it, at most. */
  beside: z.int(),
  /** All the time, whoever took them, the machine had too few processors. */
  short: z.boolean(),
  /** So it had while what failed was measured, and nothing in the files says why it failed. */
  crowded: z.boolean(),
  tookMs: z.number(),
});
export type TryRecord = z.infer<typeof tryRecord>;

/**
 * What could not be judged, and what failed while others took the processors, says nothing about the submission. A try
 * that ran out of time is not made again: what hangs would hold its place three times.
 */
export function playAgain(tries: readonly TryRecord[]): boolean {
  const last = tries.at(-1);
  if (!last || tries.length >= maxTries) return false;
  switch (last.outcome) {
    case "pass":
    case "out of time":
      return false;
    case "unknown":
    case "host":
      return true;
    case "fail":
    case "cannot start":
      return last.crowded;
    default:
      throw last.outcome satisfies never;
  }
}

interface Decision {
  readonly verdict: "pass" | "fail" | "not gradable";
  /** Where the steps do not say it. */
  readonly reason: string | null;
}

/** The last try counts. A fail on a machine that was too full every time counts when each time the same failed. */
export function decide(tries: readonly TryRecord[]): Decision {
  const last = tries.at(-1);
  if (!last) return { verdict: "not gradable", reason: "it was never played" };
  const often = tries.length === 1 ? "" : `, ${tries.length} times`;
  switch (last.outcome) {
    case "pass":
      return { verdict: "pass", reason: null };
    case "fail":
    case "cannot start": {
      const reason = last.outcome === "fail" ? null : last.said;
      if (!last.crowded || alike(tries)) return { verdict: "fail", reason };
      const busy = "this machine was too busy each time, and not the same steps failed";
      return { verdict: "not gradable", reason: `${last.said}, but ${busy}: grade it again` };
    }
    case "unknown":
      return { verdict: "not gradable", reason: `it could not be judged${often}: ${last.said}` };
    case "host":
    case "out of time":
      return { verdict: "not gradable", reason: `${last.said}${often}` };
    default:
      throw last.outcome satisfies never;
  }
}

function alike(tries: readonly TryRecord[]): boolean {
  const [first] = tries;
  return tries.every(
    (one) => one.outcome === first?.outcome && one.failed.join("\n") === first.failed.join("\n"),
  );
}
