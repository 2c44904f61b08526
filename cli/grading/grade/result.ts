/** What came of one submission, as its folder keeps it (result.json): its row, and every try. */
import { join } from "node:path";
import { z } from "zod";
import { gradeSheet } from "../sheet.ts";
import { tryRecord } from "./fair.ts";
import { readJson } from "./store.ts";

const row = gradeSheet.unwrap().shape.submissions.unwrap().element;

export const resultFile = z.strictObject({
  schema: z.literal("halab/graded/1"),
  /** `report` is a path below the batch's folder. */
  row,
  tries: z.array(tryRecord),
  /** Of daemons' own checkers, which are asked once; left out: they refused nothing. */
  refusals: z
    .array(z.strictObject({ node: z.string(), service: z.string(), said: z.string() }))
    .readonly()
    .optional(),
});
export type Result = z.infer<typeof resultFile>;

/** Undefined: it is not graded yet. */
export function resultIn(folder: string): Result | undefined {
  return readJson(join(folder, "result.json"), resultFile);
}
