import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { canvas } from "../../../cli/grading/out/canvas.ts";
import type { OutOptions } from "../../../cli/grading/out/format.ts";
import { moodle } from "../../../cli/grading/out/moodle.ts";
import type { Graded, GradeSheet } from "../../../cli/grading/sheet.ts";
import { gradedAs, plainOptions, sample } from "./sample.ts";
import { canvasExport, moodleEnglish, moodleGerman, moodleHungarian } from "./worksheets.ts";

function fill(
  format: typeof moodle,
  sheet: GradeSheet,
  options: Partial<OutOptions>,
): { readonly text: string; readonly notes: readonly string[] } {
  const { files, notes } = format.write(sheet, { ...plainOptions, told: 0, ...options });
  return { text: files[0]?.text ?? "", notes };
}

function rowsOf(text: string, delimiter = ","): Record<string, string>[] {
  return parse(text, { bom: true, columns: true, delimiter });
}

function classOf(...submissions: readonly Graded[]): GradeSheet {
  return { schema: "halab/grades/1", lab: "vrrp-failover", batch: "b", submissions };
}

const ada = gradedAs("Ada Example_4711_assignsubmission_file_");

describe("Moodle's worksheet", () => {
  it("gets the grade and the feedback, and keeps everything else byte for byte", async () => {
    const { text } = fill(moodle, await sample(), { worksheet: moodleEnglish });
    const before = rowsOf(moodleEnglish);
    const after = rowsOf(text);
    expect(after.map((row) => row["Grade"])).toEqual(["100", "67.5", "55.00", "", ""]);
    expect(after[0]?.["Feedback comments"]).toMatch(/^<p><strong>100 of 100 points/);
    const others = (rows: typeof after) =>
      rows.map(({ Grade: _, "Feedback comments": __, ...rest }) => rest);
    expect(others(after)).toEqual(others(before));
    expect(text.startsWith('\ufeff"Identifier"')).toBe(true);
    // The row of who handed in nothing, with its line end.
    expect(text.slice(text.indexOf('"Participant 4799"'))).toBe(
      moodleEnglish.slice(moodleEnglish.indexOf('"Participant 4799"')),
    );
  });

  it("keeps what stands in the row of who is not gradable, and says so", async () => {
    const { text, notes } = fill(moodle, await sample(), { worksheet: moodleEnglish });
    expect(rowsOf(text)[2]).toEqual(rowsOf(moodleEnglish)[2]);
    expect(notes.join("\n")).toMatch(/4713.*left as it is.*not gradable \(the prober was late/);
  });

  it("leaves a locked grade alone, and says which rows and submissions have no partner", async () => {
    const { notes } = fill(moodle, await sample(), { worksheet: moodleEnglish });
    expect(notes).toEqual([
      expect.stringMatching(/in the language .*\(en\)/),
      "snake_case\\u000aname: no row is theirs, so it is not in the table",
      expect.stringMatching(/4713/),
      "Zoë Copy: left as it is, since Moodle says that its grade cannot be changed",
      "1 rows without a submission were left as they are",
    ]);
  });

  it.each([
    ["German, with semicolons and decimal commas", moodleGerman, ";", "Bewertung"],
    ["Hungarian", moodleHungarian, ",", "Osztályzat"],
  ])("is known in %s", (_, worksheet, delimiter, column) => {
    const { text } = fill(moodle, classOf(ada), { worksheet, scale: true });
    const [row] = rowsOf(text, delimiter);
    expect(row?.[column]).toBe(column === "Bewertung" ? "100" : "50");
  });

  it("takes a decimal comma where that is wished", () => {
    const half = gradedAs("x_4712_assignsubmission_file_", { verdict: "fail", points: 67.5 });
    const options = { worksheet: moodleGerman, decimal: "comma" as const };
    const { text } = fill(moodle, classOf(half), options);
    expect(rowsOf(text, ";")[1]?.["Bewertung"]).toBe("67,5");
  });

  it("of a language that nobody knows is filled by the names of its columns", () => {
    const worksheet = moodleEnglish.replace('"Grade"', '"Ocjena"').replace("(grade)", "(ocjena)");
    expect(() => fill(moodle, classOf(ada), { worksheet })).toThrow(
      /column of grades is not known/,
    );
    const { text } = fill(moodle, classOf(ada), { worksheet, gradeColumn: "Ocjena" });
    expect(rowsOf(text)[0]?.["Ocjena"]).toBe("100");
  });

  it("with another maximum is refused, or scaled", () => {
    const worksheet = moodleEnglish.replaceAll("100.00", "40.00");
    expect(() => fill(moodle, classOf(ada), { worksheet })).toThrow(/maximum is 40 points/);
    const { text } = fill(moodle, classOf(ada), { worksheet, scale: true });
    expect(rowsOf(text)[0]?.["Grade"]).toBe("40");
  });

  it("that is graded by words is refused, and so is none at all", () => {
    const worksheet = moodleEnglish.replace("Maximum grade", "Scale");
    expect(() => fill(moodle, classOf(ada), { worksheet })).toThrow(/scale of words/);
    expect(() => fill(moodle, classOf(ada), {})).toThrow(/worksheet is missing/);
  });

  it("finds the number from the right, whatever a name looks like", () => {
    const odd = gradedAs("Group-1_12_assignsubmission_x_4711_assignsubmission_file_lab.zip");
    expect(
      rowsOf(fill(moodle, classOf(odd), { worksheet: moodleEnglish }).text)[0]?.["Grade"],
    ).toBe("100");
  });

  it("gives nobody two submissions' grades", () => {
    const twice = classOf(ada, gradedAs("b", { student: { email: "ADA@example.org" }, points: 3 }));
    const { text, notes } = fill(moodle, twice, { worksheet: moodleEnglish });
    expect(text).toBe(moodleEnglish);
    expect(notes.join("\n")).toContain("these are of one row of the table");
  });
});

describe("Canvas's gradebook", () => {
  const options = { worksheet: canvasExport, assignment: "118" };

  it("gets one column, and keeps ids, maxima and everything else", async () => {
    const { text } = fill(canvas, await sample(), options);
    const column = "VRRP failover (118)";
    expect(rowsOf(text).map((row) => row[column])).toEqual(["100", "100", "67.5", "41.5", "EX"]);
    const others = (source: string) => rowsOf(source).map(({ [column]: _, ...rest }) => rest);
    expect(others(text)).toEqual(others(canvasExport));
  });

  it("never takes a grade away: an empty cell would", async () => {
    const { notes } = fill(canvas, await sample(), options);
    expect(notes.join("\n")).toMatch(/4713.*left as it is, since it is not gradable/);
  });

  it("knows Canvas's own number in the name of a file", () => {
    const file = gradedAs("exampleada_LATE_9001_55512_lab.zip", {
      verdict: "fail",
      points: 12.345,
    });
    const { text } = fill(canvas, classOf(file), options);
    expect(rowsOf(text)[1]?.["VRRP failover (118)"]).toBe("12.35");
  });

  it.each([
    ["VRRP failover", "118"],
    ["VRRP failover (118)", "118"],
    ["117", "117"],
  ])("has a column called %s", (assignment, id) => {
    const { text } = fill(canvas, classOf(ada), { ...options, assignment, scale: true });
    const name = id === "118" ? "VRRP failover (118)" : "Quiz (117)";
    expect(parse(text)[0]).toContain(name);
  });

  it.each([
    [{ ...options, assignment: "VRRP failovr" }, /no column of the gradebook is "VRRP failovr"/],
    [{ worksheet: canvasExport }, /which column/],
    [{ worksheet: "a,b\n1,2\n", assignment: "118" }, /no gradebook of Canvas/],
    [{ assignment: "118" }, /gradebook is missing/],
    [{ ...options, worksheet: canvasExport.replace(",10,100,", ",10,(read only),") }, /read only/],
    [{ ...options, assignment: "117" }, /maximum is 10 points, and the lab's is 100/],
  ])("is refused: %#", async (wrong, text) => {
    const graded = gradedAs("a", { student: { name: "Ada Example" } });
    expect(() => fill(canvas, classOf(graded), wrong)).toThrow(text);
  });

  it("leaves who is excused alone", () => {
    const excused = gradedAs("o", { student: { name: "O'Neil, =Sum" } });
    const { text, notes } = fill(canvas, classOf(excused), options);
    expect(text).toBe(canvasExport);
    expect(notes.join("\n")).toContain("they are excused");
  });
});
