/** What passes between whoever holds a lease and the process that plays: for each a line in, and some lines out. */
import { z } from "zod";
import { outcome } from "../grade/fair.ts";

export const playerSpec = z.strictObject({
  /** The lab's folder, and the student's. */
  lab: z.string(),
  files: z.string(),
  params: z.record(z.string(), z.string()),
  provider: z.string(),
  /** The student's nodes are VMs. */
  isolate: z.boolean(),
  /** The cluster's name. */
  name: z.string(),
  /** Where its run's folder goes. */
  base: z.string(),
  /** The file that gets what it says of its progress. */
  log: z.string(),
  language: z.string(),
  /** Steps that errors in the files break: they fail on any machine. */
  explained: z.array(z.string()),
});
export type PlayerSpec = z.infer<typeof playerSpec>;

const step = z.object({
  id: z.string(),
  title: z.string(),
  verdict: z.enum(["pass", "fail", "unknown"]),
  points: z.number(),
  maxPoints: z.number(),
});

/** Of a run that was judged, as far as a sheet needs it. */
const judgedRun = z.object({
  steps: z.array(step),
  /** Of what failed, the steps that nothing in the files explains. */
  unexplained: z.array(z.string()),
  /** The run itself saw that the machine had too few processors while those were measured. */
  crowded: z.boolean(),
  /** Why it failed: the first cause. */
  cause: z
    .object({
      rule: z.string(),
      title: z.string(),
      because: z.string(),
      hints: z.array(z.string()),
    })
    .nullable(),
});

/** What one try gave; what ran beside it is known when it is over. */
const tried = z.object({
  outcome,
  said: z.string(),
  failed: z.array(z.string()),
  /** Below the submission's folder; null: there was none. */
  run: z.string().nullable(),
  judged: judgedRun.optional(),
});
export type Tried = z.infer<typeof tried>;

export const playerLine = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("up") }),
  z.object({ kind: z.literal("end"), tried }),
  /** Without it nothing more can be played: the engine is gone. */
  z.object({
    kind: z.literal("failed"),
    code: z.enum(["ENGINE_UNAVAILABLE", "BUG"]),
    message: z.string(),
    hint: z.string().optional(),
  }),
]);
export type PlayerLine = z.infer<typeof playerLine>;
