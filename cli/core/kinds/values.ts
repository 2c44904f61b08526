import { z } from "zod";
import { parseDurationMs } from "../base/time.ts";
import { namesA } from "./ref.ts";

export const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}$/, "must be lower-case letters, digits and hyphens, at most 31")
  .meta({ title: "a name" });

export const nodeName = namesA("node", name.meta({ title: "a node" }));
export const probeName = namesA("probe", name.meta({ title: "a probe" }));
export const segmentName = namesA("segment", name.meta({ title: "a segment" }));
export const stepId = namesA("step", name.meta({ title: "a step" }));
/** By its `as`. */
export const measureName = namesA("measure", name.meta({ title: "a measure" }));
/** One that some role has. */
export const serviceName = namesA("service", name.meta({ title: "a service" }));

export const absolutePath = z
  .string()
  .startsWith("/", "must be an absolute path")
  .meta({ title: "an absolute path" });

/** A file that some role has. */
export const filePath = namesA("file", absolutePath);

export const durationText = 'must be a duration like "250ms" or "2s"';

/** "250ms", "1.5s" -> milliseconds. */
export const duration = z
  .string(durationText)
  .refine((text) => parseDurationMs(text) !== undefined, durationText)
  .transform((text) => parseDurationMs(text) ?? 0)
  .meta({ title: "a duration" });

/** A number, or a string that a template rendered to one. */
export const number = z
  .union(
    [
      z.number(),
      z
        .string()
        .regex(/^-?\d+(\.\d+)?$/, "must be a number")
        .transform(Number),
    ],
    "must be a number",
  )
  .meta({ title: "a number" });

/** A node's name, or `owner-of PROBE`, or `not-owner-of PROBE` (resolved when the fault comes). */
export const nodeRef = namesA(
  "nodeRef",
  z
    .string()
    .regex(
      /^(not-owner-of |owner-of )?[a-z][a-z0-9-]*$/,
      'must be a node, "owner-of PROBE" or "not-owner-of PROBE"',
    )
    .meta({ title: "a node, or owner-of PROBE" }),
);

/** Several of them; on the command line with commas between them. */
export const nodeRefs = z
  .preprocess(
    (given) => (typeof given === "string" ? given.split(",") : given),
    z.array(nodeRef).min(1),
  )
  .meta({ title: "a list of nodes" });

/** A node, or an address that the pattern takes; `must` is said of what is neither. */
export function nodeOrAddress(pattern: RegExp, must: string) {
  return z.union([z.string().regex(pattern, must), nodeName], must);
}

export const endpoint = z
  .string()
  .regex(/^\d+\.\d+\.\d+\.\d+:\d+$/, "must be ADDRESS:PORT")
  .meta({ title: "ADDRESS:PORT" });

const boundText = 'must be a duration like "2s", a list of two, or a { formula: NAME }';

/**
 * How long something may take: "2s" (from nothing to 2 s), ["0.2s", "2s"], or a formula of the
 * field with the timers in force ({ formula: vrrp-crash }).
 */
export const bound = z
  .union(
    [
      duration.transform((hiMs) => ({ loMs: 0, hiMs })),
      z.tuple([duration, duration], boundText).transform(([loMs, hiMs]) => ({ loMs, hiMs })),
      z.strictObject({
        formula: namesA("formula", z.string()),
        of: probeName.optional(),
        plus: duration.optional(),
      }),
    ],
    boundText,
  )
  .meta({ title: "a duration, a list of two, or { formula: NAME }" });

export type BoundSpec = z.infer<typeof bound>;

export const limit = duration
  .optional()
  .describe("Whatever the formula says, users bear no more than this.");

/** A share of a whole: 0.25, or "1/4". */
export const share = z
  .union(
    [
      z.number().min(0).max(1),
      z
        .string()
        .regex(/^(0|1|0?\.\d+|\d+\/[1-9]\d*)$/, 'must be a share like 0.25 or "1/4"')
        .transform((text) => {
          const [part = 0, whole = 1] = text.split("/").map(Number);
          return part / whole;
        }),
    ],
    'must be a share like 0.25 or "1/4"',
  )
  .meta({ title: "a share like 1/4" });

export const points = number
  .pipe(z.number().int().min(0))
  .default(0)
  .describe("What it is worth when it passes.");
