/** The sheet itself. */
import { cleanJson } from "../../core/base/clean.ts";
import type { Format } from "./format.ts";

export const json: Format = {
  name: "json",
  about: "the sheet itself (halab/grades/1; docs/grades.schema.json)",
  scope: "class",
  write: (sheet) => ({
    files: [{ name: "grades.json", text: `${cleanJson(sheet, 2)}\n` }],
    notes: [],
  }),
};
