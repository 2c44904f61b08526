import { z } from "zod";
import { durationText, name, number } from "../kinds/values.ts";

const about = z.string().optional().describe("What it is, for who changes it.");
const vary = z
  .boolean()
  .default(false)
  .describe("Each student's variant has a value of its own; else it is the same for all.");
const from = z.array(z.string()).min(2).optional().describe("What variants choose from.");

export const parameter = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("subnet"),
    default: z
      .string()
      .describe("What it is where nobody says otherwise; may use parameters above it."),
    vary,
    about,
  }),
  z.strictObject({
    kind: z.literal("integer"),
    default: number.describe("What it is where nobody says otherwise."),
    min: number.optional().describe("The least that it may be."),
    max: number.optional().describe("The most."),
    reserved: z
      .array(number)
      .optional()
      .describe("Values that no variant has, e.g. those that a mutant puts there."),
    unit: z
      .enum(["s", "ms"])
      .optional()
      .describe("It is a time, in this unit: all variants have about the same."),
    vary,
    about,
  }),
  z.strictObject({
    kind: z.literal("duration"),
    default: z.string(durationText).describe("What it is where nobody says otherwise, like 250ms."),
    from,
    vary,
    about,
  }),
  z.strictObject({
    kind: z.literal("string"),
    default: z
      .string()
      .describe("What it is where nobody says otherwise; may use parameters above it."),
    from,
    form: z
      .string()
      .regex(/#/, "must have a #, which becomes a hexadecimal digit")
      .optional()
      .describe("How variants make one: each # is a hexadecimal digit, e.g. `52:54:00:##:##:##`."),
    vary,
    about,
  }),
]);

export type Parameter = z.infer<typeof parameter>;

export const parameters = z.record(name, parameter);
