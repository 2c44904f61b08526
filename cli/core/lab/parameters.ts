import { z } from "zod";
import { durationText, name, number } from "../kinds/values.ts";

export const parameter = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("subnet"),
    default: z.string(),
    vary: z.boolean().default(false),
    about: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal("integer"),
    default: number,
    min: number.optional(),
    max: number.optional(),
    vary: z.boolean().default(false),
    about: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal("duration"),
    default: z.string(durationText),
    vary: z.boolean().default(false),
    about: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal("string"),
    default: z.string(),
    vary: z.boolean().default(false),
    about: z.string().optional(),
  }),
]);

export type Parameter = z.infer<typeof parameter>;

export const parameters = z.record(name, parameter);
