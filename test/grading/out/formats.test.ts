import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import type { OutOptions } from "../../../cli/grading/out/format.ts";
import { formats, requireFormat } from "../../../cli/grading/out/formats.ts";
import { causeTexts } from "../../../cli/grading/out/read.ts";
import { gradeSheet } from "../../../cli/grading/sheet.ts";
import { expectGolden } from "../../fixtures/golden.ts";
import { gradedAs, plainOptions, sample, sampleDetails } from "./sample.ts";
import { canvasExport, moodleEnglish } from "./worksheets.ts";

const sheet = await sample();
const options: OutOptions = {
  ...plainOptions,
  texts: await causeTexts(),
  details: await sampleDetails(),
};
const worksheets: Readonly<Record<string, Partial<OutOptions>>> = {
  moodle: { worksheet: moodleEnglish },
  canvas: { worksheet: canvasExport, assignment: "118" },
};

function made(name: string, more: Partial<OutOptions> = {}, of = sheet) {
  const { files } = requireFormat(name).write(of, { ...options, ...worksheets[name], ...more });
  return files;
}

function one(name: string, file: RegExp, of = sheet) {
  const found = made(name, {}, of).find((some) => file.test(some.name));
  return found?.text ?? "";
}

describe("each format is as it was", () => {
  it.each(formats.map(({ name }) => name))("%s", (name) => {
    const files = made(name);
    const [only] = files;
    expectGolden(`grades/${name}.txt`, files.length === 1 && only ? bare(only.text) : asOne(files));
  });

  it.each(["de", "hu"] as const)("the feedback in %s", (language) => {
    const files = [...made("markdown", { language, told: 1 }), ...made("class", { language })];
    expectGolden(`grades/in-${language}.txt`, asOne(files));
  });

  function asOne(files: readonly { readonly name: string; readonly text: string }[]): string {
    return files.map(({ name, text }) => `===== ${name}\n${bare(text)}`).join("\n");
  }

  /** How pages look is the report's; carriage returns are to be seen, and git would take them away. */
  function bare(text: string): string {
    return text.replace(/<style>.*?<\/style>/gs, "<style></style>").replaceAll("\r", "\\r");
  }
});

describe("who is not gradable has no number, in no format", () => {
  const calc = /^_cmd/;

  it("in tables of ours and in the sheet", () => {
    expect(one("csv", /./)).toContain(",not gradable,,100,,10,3,,,the prober was late");
    expect(JSON.parse(one("json", /./)).submissions[2].points).toBeNull();
  });

  it("at Gradescope: no score at all", () => {
    const result = JSON.parse(one("gradescope", calc));
    expect(result.score).toBeUndefined();
    expect(result.tests.every((test: object) => !("score" in test))).toBe(true);
  });

  it("at GitHub Classroom: an error, and a most of 0, so that no points are sent", () => {
    const result = JSON.parse(one("classroom", /^_cmd.*result\.json$/));
    expect(result).toMatchObject({ status: "error", max_score: 0 });
    expect(result.tests[0].score).toBeUndefined();
  });

  it("at PrairieLearn: it was no try", () => {
    expect(JSON.parse(one("prairielearn", calc))).toEqual({
      gradable: false,
      format_errors: ["the prober was late in 3 tries"],
    });
  });

  it("by LTI: pending", () => {
    const lines = one("lti", /./)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines[2]).toMatchObject({ gradingProgress: "Pending", activityProgress: "Submitted" });
    expect(lines[2].scoreGiven).toBeUndefined();
    expect(lines[2].scoreMaximum).toBeUndefined();
  });

  it("at Artemis: nothing, and in JUnit an error", () => {
    expect(one("artemis", calc)).toBe("");
    expect(one("junit", /./)).toMatch(/<error message="not gradable: the prober was late/);
  });

  it("nor has who has points of nothing", () => {
    const none = { ...sheet, submissions: [gradedAs("a", { points: 0, maxPoints: 0, steps: [] })] };
    expect(JSON.parse(one("prairielearn", /./, none)).gradable).toBe(false);
    expect(one("class", /./, none)).not.toContain("0 / 0");
  });
});

describe("points arrive as they are", () => {
  it("at GitHub Classroom, which adds the tests up", () => {
    const result = JSON.parse(one("classroom", /^M.*result\.json$/));
    const sum = result.tests.reduce((all: number, test: { score: number }) => all + test.score, 0);
    expect([sum, result.max_score, result.status]).toEqual([67.5, 100, "fail"]);
    const output = one("classroom", /^M.*output$/).slice("result=".length);
    expect(JSON.parse(Buffer.from(output, "base64").toString())).toEqual(result);
  });

  it("at PrairieLearn as a share, with both points of every test", () => {
    const result = JSON.parse(one("prairielearn", /^M/));
    expect(result.score * 100).toBeCloseTo(67.5, 4);
    expect(result.tests.every((test: object) => "points" in test && "max_points" in test)).toBe(
      true,
    );
  });
});

/** Of what students can be called, and of what may stand in a reason. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom("<script>alert(1)</script>", "]]>", "&", '"', "'", "\u001b[31m", "\u0000"),
      fc.constantFrom("\ufffe", "\ud800", "_", "\n", "|", "`", "=1+1", "ő", "..", "/", "\\"),
      fc.string({ unit: "binary", maxLength: 6 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));

describe("whatever names and reasons are made of", () => {
  const submissions = fc.uniqueArray(hostile, { minLength: 1, maxLength: 5 }).map((ids) =>
    ids.map((id, at) =>
      gradedAs(id, {
        reason: id,
        student: { name: id, number: id },
        firstCause: { rule: "a/b", title: id, because: id, hints: [id] },
        ...(at % 3 === 2 ? { verdict: "not gradable" as const, points: null } : {}),
        ...(at % 3 === 1 ? { verdict: "fail" as const, points: 1, steps: [] } : {}),
      }),
    ),
  );
  const sheets = submissions.map((all) => ({ ...sheet, submissions: all }));

  it("XML is XML, with a suite for each", () => {
    const parser = new XMLParser({ ignoreAttributes: false });
    fc.assert(
      fc.property(sheets, (of) => {
        for (const { text, name } of [...made("junit", {}, of), ...made("artemis", {}, of)]) {
          if (!name.endsWith(".xml")) continue;
          expect(XMLValidator.validate(text)).toBe(true);
          // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them.
          expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/u);
        }
        const suites = parser.parse(made("junit", {}, of)[0]?.text ?? "").testsuites.testsuite;
        expect([suites].flat()).toHaveLength(of.submissions.length);
      }),
    );
  });

  it("JSON is JSON, and has the very names", () => {
    fc.assert(
      fc.property(sheets, (of) => {
        const json = gradeSheet.parse(JSON.parse(made("json", {}, of)[0]?.text ?? ""));
        expect(json.submissions.map(({ id }) => id)).toEqual(of.submissions.map(({ id }) => id));
        const lines = (made("lti", {}, of)[0]?.text ?? "").trimEnd().split("\n");
        expect(lines.map((line) => JSON.parse(line))).toHaveLength(of.submissions.length);
        for (const name of ["gradescope", "prairielearn"])
          for (const { text } of made(name, {}, of)) JSON.parse(text);
      }),
    );
  });

  it("pages have no script, no markup of theirs, and nothing to load", () => {
    fc.assert(
      fc.property(sheets, (of) => {
        for (const { text } of [...made("class", {}, of), ...made("html", {}, of)]) {
          expect(text).not.toMatch(/<script|\bon\w+=|<img|<iframe|https?:/i);
          expect(text.match(/<tr>/g)?.length).toBe(text.match(/<\/tr>/g)?.length);
        }
      }),
    );
  });

  it("files lie below the folder, and no two are one", () => {
    fc.assert(
      fc.property(sheets, (of) => {
        const names = made("markdown", {}, of).map(({ name }) => name);
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(of.submissions.length);
        for (const name of names) {
          expect(name.split("/")).toHaveLength(2);
          expect(name).not.toMatch(/^[./-]|\.\.\/|[\\:*?"<>|\n]/);
        }
      }),
    );
  });
});

describe("pages", () => {
  it("of students name nobody else", () => {
    for (const { name, text } of [...made("html"), ...made("markdown"), ...made("gradescope")])
      if (!name.startsWith("Ada")) expect(text).not.toContain("Ada");
  });

  it("say what a picture shows in words, and have tables with headings", () => {
    const page = one("class", /./);
    expect(page).toMatch(/<svg [^>]*role="img" aria-labelledby="outages-title outages-text"/);
    expect(page).toMatch(
      /<desc id="outages-text">[^<]*Outages of Power off the master: 3 submissions/,
    );
    const tables = page.match(/<table>/g)?.length;
    expect(page.match(/<caption>/g)?.length).toBe(tables);
    expect(page.match(/<thead><tr><th scope="col"/g)?.length).toBe(tables);
  });
});
