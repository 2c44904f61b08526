/** The grade sheet of a batch (`halab/grades/1`): what was given to whom, and why. */
import { z } from "zod";

export const sheetSchema = "halab/grades/1";

const points = z.number().min(0);

const staticPoints = z
  .strictObject({ points, maxPoints: points })
  .readonly()
  .describe("What the files alone earned, without a cluster. 0 of 0 where the lab asks nothing.");

const cause = z
  .strictObject({
    rule: z.string().describe("technology/name"),
    title: z.string(),
    because: z.string().describe("What was found, with the values."),
    hints: z.array(z.string()).readonly(),
  })
  .readonly();

const gradedStep = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    verdict: z.string().describe("pass, fail, unknown or skipped"),
    points,
    maxPoints: points,
  })
  .readonly();

/** What a roster or the intake knows of who handed it in. */
const student = z
  .strictObject({
    name: z.string().optional(),
    email: z.string().optional(),
    number: z.string().optional(),
  })
  .readonly();

const graded = z
  .strictObject({
    id: z.string().describe("The name of the submission's folder or archive."),
    verdict: z
      .enum(["pass", "fail", "not gradable"])
      .describe("Not gradable: at no fault of the student; there are no points, not 0."),
    points: points.nullable(),
    maxPoints: points,
    static: staticPoints,
    tries: z.int().min(0).describe("How often it was played; 0: the files alone, or same."),
    same: z.string().nullable().describe("The submission with the same content that was played."),
    report: z.string().nullable().describe("The path of its report.json."),
    firstCause: cause.nullable().describe("The first cause that diagnose names."),
    steps: z.array(gradedStep).readonly(),
    reason: z.string().nullable().describe("Where steps do not say it: why it was given that."),
    student: student.optional(),
  })
  .readonly();

/** The whole document. */
export const gradeSheet = z
  .strictObject({
    schema: z.literal(sheetSchema),
    lab: z.string(),
    batch: z.string(),
    submissions: z.array(graded).readonly(),
  })
  .readonly();

/** halab/grades/1: one batch. */
export type GradeSheet = z.infer<typeof gradeSheet>;

/** One submission's row. */
export type Graded = z.infer<typeof graded>;

/** The JSON schema for those who read sheets with other programs. */
export function sheetJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(gradeSheet, { io: "output" });
}
