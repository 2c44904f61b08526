import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csv } from "../../../cli/grading/out/csv.ts";
import { filledIn, numberOf, readWorksheet } from "../../../cli/grading/out/table/worksheet.ts";
import {
  cellAsGiven,
  harmlessCell,
  quotedCell,
  tableText,
} from "../../../cli/grading/out/table/write.ts";
import { gradedAs, plainOptions } from "./sample.ts";

/** What names are made of where somebody means harm, or is just called so. */
const awkward = fc
  .array(
    fc.constantFrom(
      ...[
        "=",
        "+",
        "-",
        "@",
        "'",
        '"',
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        "\r",
        " ",
        "_",
        "ő",
        "ß",
        "İ",
      ],
      ...["😀", "a", "Z", "0", "\u00a0", "＝", "|", "\\", "<b>", "&amp;", "{{x}}"],
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

const formula = /^\s*[=+\-@＝＋－＠]/u;

describe("tables of ours", () => {
  it("are read again as they were written, by somebody else's parser", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(awkward, { minLength: 3, maxLength: 3 }), { minLength: 1 }),
        fc.constantFrom(",", ";") as fc.Arbitrary<"," | ";">,
        (rows, separator) => {
          const text = tableText(rows, separator);
          const read = parse(text, { delimiter: separator, record_delimiter: "\r\n" });
          expect(read).toEqual(rows);
        },
      ),
    );
  });

  it("hold no formula, and every text comes back", () => {
    fc.assert(
      fc.property(awkward, (text) => {
        expect(harmlessCell(text)).not.toMatch(formula);
        expect(cellAsGiven(harmlessCell(text))).toBe(text);
      }),
    );
  });

  it("tell apart what is different", () => {
    fc.assert(
      fc.property(awkward, awkward, (one, other) => {
        expect(harmlessCell(one) === harmlessCell(other)).toBe(one === other);
      }),
    );
  });

  it("have each submission's own text, whatever it is called", () => {
    fc.assert(
      fc.property(fc.uniqueArray(awkward, { minLength: 1, maxLength: 8 }), (ids) => {
        const submissions = ids.map((id) => gradedAs(id, { student: { name: id } }));
        const sheet = { schema: "halab/grades/1", lab: "l", batch: "b", submissions } as const;
        const [file] = csv.write(sheet, plainOptions).files;
        const read: Record<string, string>[] = parse(file?.text ?? "", {
          columns: true,
          record_delimiter: "\r\n",
        });
        expect(read.map((row) => cellAsGiven(row["id"] ?? ""))).toEqual(ids);
        expect(read.map((row) => cellAsGiven(row["name"] ?? ""))).toEqual(ids);
        expect(read.every((row) => row["points"] === "100")).toBe(true);
      }),
    );
  });
});

describe("tables of others", () => {
  const cell = fc.tuple(awkward, fc.boolean());
  const table = fc.record({
    separator: fc.constantFrom(",", ";", "\t"),
    end: fc.constantFrom("\n", "\r\n"),
    mark: fc.constantFrom("", "\ufeff"),
    rows: fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
  });

  /** With a header that has no doubt about the separator. */
  function written({
    separator,
    end,
    mark,
    rows,
  }: {
    separator: string;
    end: string;
    mark: string;
    rows: [string, boolean][][];
  }): string {
    const line = (cells: readonly string[]) => `${cells.join(separator)}${end}`;
    const body = rows.map((row) =>
      line(row.map(([text, quoted]) => quotedCell(text, separator, quoted || text.includes("\t")))),
    );
    return `${mark}${line(["one", "two", "three"])}${body.join("")}`;
  }

  it("are read as somebody else's parser reads them", () => {
    fc.assert(
      fc.property(table, (made) => {
        const source = written(made);
        const read = readWorksheet(source).rows.map((row) => row.map(({ text }) => text));
        const expected = parse(source, {
          bom: true,
          delimiter: made.separator,
          record_delimiter: made.end,
          from_line: 2,
        });
        expect(read).toEqual(expected);
      }),
    );
  });

  it("keep every byte of what is not changed", () => {
    fc.assert(
      fc.property(table, awkward, (made, text) => {
        const source = written(made);
        const sheet = readWorksheet(source);
        expect(filledIn(sheet, [])).toBe(source);
        const changed = sheet.rows.map((row) => row[1]).flatMap((one) => one ?? []);
        const filled = filledIn(
          sheet,
          changed.map((one) => ({ cell: one, text })),
        );
        const again = readWorksheet(filled);
        expect(again.rows.map((row) => row.map((one) => one.text))).toEqual(
          sheet.rows.map((row) => row.map((one, at) => (at === 1 ? text : one.text))),
        );
        expect(filled.startsWith(source.slice(0, sheet.rows[0]?.[0]?.from ?? 0))).toBe(true);
      }),
    );
  });

  it("are refused where a quotation mark has no end, or there are no columns", () => {
    expect(() => readWorksheet('a,b\n"c,d\n')).toThrow(/quotation mark without its end/);
    expect(() => readWorksheet("just a text\n")).toThrow(/no columns/);
    expect(() => readWorksheet("")).toThrow(/no columns/);
  });

  it.each([
    ["100.00", 100],
    ["12,5", 12.5],
    [" 7 ", 7],
    ["1.234,5", undefined],
    ["-3", undefined],
    ["", undefined],
  ])("say %j as a number: %s", (text, number) => {
    expect(numberOf(text)).toBe(number);
  });
});
