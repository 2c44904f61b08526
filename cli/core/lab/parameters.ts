import { z } from "zod";
import { durationText, name, number } from "../kinds/values.ts";

const about = z.string().optional();
/** Each student's variant has a value of its own; else it is the same for all. */
const vary = z.boolean().default(false);
/** What variants choose from. */
const from = z.array(z.string()).min(2).optional();

export const parameter = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("subnet"), default: z.string(), vary, about }),
  z.strictObject({
    kind: z.literal("integer"),
    default: number,
    min: number.optional(),
    max: number.optional(),
    /** Values that no variant has, e.g. those that a mutant puts there. */
    reserved: z.array(number).optional(),
    /** It is a time, in this unit: all variants have about the same. */
    unit: z.enum(["s", "ms"]).optional(),
    vary,
    about,
  }),
  z.strictObject({
    kind: z.literal("duration"),
    default: z.string(durationText),
    from,
    vary,
    about,
  }),
  z.strictObject({
    kind: z.literal("string"),
    default: z.string(),
    from,
    /** How variants make one: each # is a hexadecimal digit, e.g. "52:54:00:##:##:##". */
    form: z.string().regex(/#/, "must have a #, which becomes a hexadecimal digit").optional(),
    vary,
    about,
  }),
]);

export type Parameter = z.infer<typeof parameter>;

export const parameters = z.record(name, parameter);
