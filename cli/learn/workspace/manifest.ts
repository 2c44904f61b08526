/** What a submission says of itself: manifest.json in the archive. */
import { z } from "zod";

export const submissionSchema = "halab/submission/1";

export const manifest = z.strictObject({
  schema: z.literal(submissionSchema),
  lab: z.string(),
  /** Of the workspace. */
  id: z.string(),
  params: z.record(z.string(), z.string()),
  lang: z.string(),
  /** The version that packed it. */
  halab: z.string(),
  /** As the workspace knows it; whoever grades plays it again. */
  points: z.number(),
  maxPoints: z.number(),
  /** What is missing, as it was said when it was packed. */
  missing: z.array(z.string()),
  files: z.array(
    z.strictObject({
      path: z.string(),
      size: z.number().int(),
      sha256: z.string(),
      executable: z.boolean(),
    }),
  ),
});
export type Manifest = z.infer<typeof manifest>;

/** How much an archive may hold: many times what students hand in. */
export const limits = {
  files: 2_000,
  file: 8 * 2 ** 20,
  all: 64 * 2 ** 20,
  packed: 64 * 2 ** 20,
} as const;
