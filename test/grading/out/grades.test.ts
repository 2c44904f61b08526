import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { said } from "../../fixtures/said.ts";
import { TempDir } from "../../fixtures/temp.ts";
import { sample } from "./sample.ts";
import { canvasExport, moodleEnglish } from "./worksheets.ts";

const report = {
  schema: "halab/report/1",
  took: 60,
  steps: [{ id: "failover", impact: { outage: 2.915 }, checks: [] }],
};

/** A batch as `halab grade` leaves it, of which one report lies there. */
async function batch(): Promise<TempDir> {
  const sheet = await sample();
  const first = sheet.submissions[0]?.report ?? "";
  return new TempDir({
    "grades.json": JSON.stringify(sheet),
    [first]: JSON.stringify(report),
    "moodle.csv": moodleEnglish,
    "canvas.csv": canvasExport,
  });
}

describe("halab grades", () => {
  it("lists the formats that there are", async () => {
    const { exitCode, stdout } = await said("grades");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/moodle +class .*\n/);
    const { stdout: json } = await said("grades", "--json");
    expect(JSON.parse(json)).toContainEqual(expect.objectContaining({ name: "gradescope" }));
  });

  it("prints a class's file, or writes it, for nobody else to read", async () => {
    using dir = await batch();
    const { stdout } = await said("grades", "csv", dir.path);
    expect(stdout).toContain("lab,batch,id,name");
    const file = join(dir.path, "new/grades.csv");
    const written = await said("grades", "csv", join(dir.path, "grades.json"), "-o", file);
    expect([written.exitCode, written.stdout]).toEqual([0, ""]);
    expect(readFileSync(file, "utf8")).toBe(stdout);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it("writes a folder for each student, in their language", async () => {
    using dir = await batch();
    const to = join(dir.path, "feedback");
    const options = ["--lang", "de", "--hint-level", "1"];
    const { stderr } = await said("grades", "markdown", dir.path, "-o", to, ...options);
    expect(stderr).toContain("5 files written");
    const text = readFileSync(join(to, "Zoë Copy/feedback.md"), "utf8");
    expect(text).toContain("100 von 100 Punkten");
    const failed = readFileSync(
      join(to, "Müller_ Jürgen_ _der_ Große_4712_assignsubmission_file_", "feedback.md"),
      "utf8",
    );
    expect(failed).toContain("Woran erkennt ein Lastverteiler");
    expect(failed).not.toContain("\n2. ");
  });

  it("reads the reports beside the sheet", async () => {
    using dir = await batch();
    const { stdout } = await said("grades", "class", dir.path, "--lang", "en");
    expect(stdout).toContain("Outages of Power off the master: 1 submissions, 2.92 to 2.92 s");
  });

  it("fills in what Moodle gave, and says what it left alone", async () => {
    using dir = await batch();
    const worksheet = join(dir.path, "moodle.csv");
    const { stdout, stderr } = await said("grades", "moodle", dir.path, "--worksheet", worksheet);
    expect(stdout).toContain('"Submitted for grading -  - ",67.5,"100.00"');
    expect(stderr).toMatch(/note: .*4713.*left as it is/);
  });

  it("never writes over what the platform gave", async () => {
    using dir = await batch();
    const worksheet = join(dir.path, "canvas.csv");
    const canvas = ["canvas", dir.path, "--worksheet", worksheet, "--assignment", "118"];
    for (const to of [worksheet, dir.path])
      expect((await said("grades", ...canvas, "-o", to)).exitCode).toBe(2);
    expect(readFileSync(worksheet, "utf8")).toBe(canvasExport);
  });

  it("gives programs one document: what was made, and what was left alone", async () => {
    using dir = await batch();
    const id = "Zoë Copy";
    const { stdout } = await said("grades", "gradescope", dir.path, "--only", id, "--json");
    const { format, files, notes } = JSON.parse(stdout);
    expect([format, notes, files.length]).toEqual(["gradescope", [], 1]);
    expect(JSON.parse(files[0].text).score).toBe(100);
  });

  it.each([
    [["csv"], /of which batch/],
    [["html", "."], /files for each student/],
    [["csv", "nowhere"], /no sheet of grades/],
    [["csv", ".", "--worksheet", "x"], /fills in no worksheet/],
    [["cvs", "."], /did you mean "csv"/],
    [["csv", ".", "--hint-level", "9"], /no sheet of grades|hint-level/],
    [["csv", ".", "--lang", "fr"], /no sheet of grades|no language/],
  ])("%j is a mistake that it names", async (argv, text) => {
    const { exitCode, stderr } = await said("grades", ...argv);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(text);
  });

  it("names wrong options of a batch that is there", async () => {
    using dir = await batch();
    const wrong = async (...more: string[]) =>
      (await said("grades", "csv", dir.path, ...more)).stderr;
    expect(await wrong("--hint-level", "9")).toContain("is not none, 0, 1, 2 or 3");
    expect(await wrong("--decimal", "dot")).toContain("is not point or comma");
    expect(await wrong("--only", "nobody")).toContain('no submission "nobody"');
    dir.write("grades.json", "{}");
    expect(await wrong()).toContain("is no sheet of grades");
  });

  it("refuses a worksheet that is not written in UTF-8", async () => {
    using dir = await batch();
    const path = join(dir.path, "latin.csv");
    writeFileSync(path, Buffer.from("ID;Vollst\xe4ndiger Name\n", "latin1"));
    const { stderr } = await said("grades", "moodle", dir.path, "--worksheet", path);
    expect(stderr).toContain("is not written in UTF-8");
  });
});
