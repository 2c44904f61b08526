import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../../../cli/core/base/home.ts";
import { sheetJsonSchema } from "../../../cli/grading/sheet.ts";

it("docs/grades.schema.json is what `halab schema grades` makes", () => {
  const text = `${JSON.stringify(sheetJsonSchema(), null, 2)}\n`;
  expect(
    readFileSync(join(packageRoot(), "docs", "grades.schema.json"), "utf8"),
    "npm run schema",
  ).toBe(text);
});
