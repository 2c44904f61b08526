import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeJson } from "../../../../cli/grading/grade/store.ts";
import { GradeBooks, requireBooks } from "../../../../cli/grading/out/books/renewed.ts";
import { sheetSchema } from "../../../../cli/grading/sheet.ts";
import { TempDir } from "../../../fixtures/temp.ts";

function sheetOf(...ids: readonly string[]) {
  const row = {
    ...{ verdict: "pass", points: 3, maxPoints: 3, tries: 1, same: null, report: null },
    ...{ static: { points: 0, maxPoints: 0 }, firstCause: null, steps: [], reason: null },
  };
  const submissions = ids.map((id) => ({ id, ...row }));
  return { schema: sheetSchema, lab: "small", batch: "b", submissions };
}

describe("grade books beside the sheet", () => {
  it("have at each time what the sheet has, each file whole", async () => {
    using dir = new TempDir();
    const books = new GradeBooks(dir.path, requireBooks(["csv", "markdown", "csv"]), "en");
    writeJson(join(dir.path, "grades.json"), sheetOf("ann"));
    books.renew();
    writeJson(join(dir.path, "grades.json"), sheetOf("ann", "bob"));
    books.renew();
    await books.end();
    const [table = ""] = readdirSync(join(dir.path, "books")).filter((name) => /^csv/.test(name));
    expect(readFileSync(join(dir.path, "books", table), "utf8")).toMatch(/ann[\s\S]*bob/);
    expect(readdirSync(join(dir.path, "books/markdown")).sort()).toEqual(["ann", "bob"]);
    expect(readdirSync(join(dir.path, "books/markdown/bob"))).toEqual(["feedback.md"]);
  });

  it("are not there where none is asked for", async () => {
    using dir = new TempDir();
    const books = new GradeBooks(dir.path, requireBooks([]), "en");
    writeJson(join(dir.path, "grades.json"), sheetOf("ann"));
    books.renew();
    await books.end();
    expect(existsSync(join(dir.path, "books"))).toBe(false);
  });

  it("are no platform's own file, and no format that there is not", () => {
    expect(() => requireBooks(["csv", "moodle"])).toThrow("fills in the platform's own file");
    expect(() => requireBooks(["cvs"])).toThrow('no format "cvs"');
  });
});
