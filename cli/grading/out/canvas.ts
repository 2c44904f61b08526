/** Canvas's gradebook (lib/gradebook_importer.rb says how it is read). */
import { visible } from "../../core/base/clean.ts";
import { HalabError } from "../../core/base/error.ts";
import type { Graded, GradeSheet } from "../sheet.ts";
import type { Format, OutOptions, Written } from "./format.ts";
import { inMaximum } from "./maximum.ts";
import { hasPoints, pointsText, whyNoPoints } from "./points.ts";
import { matchRows, type Row } from "./table/match.ts";
import { type Cell, columnOf, filledIn, readWorksheet, type Worksheet } from "./table/worksheet.ts";

export const canvas: Format = {
  name: "canvas",
  about: "Canvas's exported gradebook, filled in: the column of --assignment, nothing else",
  scope: "class",
  fills: true,
  write: fillCanvas,
};

/** Throws USAGE for a gradebook that would be read wrongly. */
function fillCanvas(sheet: GradeSheet, options: OutOptions): Written {
  if (options.worksheet === undefined)
    throw new HalabError("USAGE", "Canvas's gradebook is missing: it has the students' ids", {
      hint: "export it (Grades, Export) and say --worksheet FILE; a student without an id would become a new one",
    });
  const table = readWorksheet(options.worksheet);
  const section = columnOf(table, ["Section"]);
  if (section < 0 || !/Student|LastName/.test(table.header[0]?.text ?? ""))
    throw new HalabError("USAGE", 'this is no gradebook of Canvas: it has "Student" and "Section"');
  const column = assignmentColumn(table, section, options.assignment);
  const possible = possibleCell(table, column);
  const rows = table.rows.flatMap((cells, at) => rowOf(cells, at, section));
  const { rows: matched, notes } = matchRows(sheet.submissions, rows, numberInName);
  const filled = sheet.submissions.flatMap((graded) => {
    const cell = table.rows[matched.get(graded.id)?.at ?? -1]?.[column];
    return cell ? [fillCell(graded, cell, { possible, options })] : [];
  });
  const untouched = rows.length - matched.size;
  const others =
    untouched > 0 ? [`${untouched} rows without a submission were left as they are`] : [];
  const changes = filled.flatMap(({ change }) => change ?? []);
  return {
    files: [{ name: "canvas.csv", text: filledIn(table, changes) }],
    notes: [...notes, ...filled.flatMap(({ note }) => note ?? []), ...others],
  };
}

/** "exampleada_LATE_9001_55512_lab.zip": Canvas's number of the student, then the submission's. */
function numberInName(id: string): string | undefined {
  return /^[^_]+_(?:LATE_)?(\d+)_\d+_/u.exec(id)?.[1];
}

/** The columns up to the section are about the student. The row of maxima, and empty ones, are nobody's. */
function rowOf(cells: readonly Cell[], at: number, section: number): Row[] {
  const own = cells.slice(0, section).map(({ text }) => text);
  const [first = "", second = "", third = ""] = own;
  if (first.includes("Points Possible") || own.every((text) => text.trim() === "")) return [];
  const id = /^\d+$/.test(second.trim()) ? second : third;
  return [{ at, number: id.trim(), cells: own }];
}

/** By its title, its id, or both as they stand there. A typo would make a column for the whole class. */
function assignmentColumn(
  { header }: Worksheet,
  section: number,
  wanted: string | undefined,
): number {
  const titled = header.map(({ text }) => /^(.*?)\s*\((\d+)\)\s*$/su.exec(text));
  const found = header.flatMap(({ text }, at) => {
    const [, title, id] = titled[at] ?? [];
    return at > section && wanted !== undefined && [text.trim(), title, id].includes(wanted.trim())
      ? [at]
      : [];
  });
  const [column] = found;
  if (column !== undefined && found.length === 1) return column;
  const there = header.flatMap(({ text }, at) => (titled[at] ? [`"${visible(text)}"`] : []));
  const what =
    wanted === undefined
      ? "which column are the grades for?"
      : `${found.length === 0 ? "no column" : "more than one column"} of the gradebook is "${wanted}"`;
  throw new HalabError("USAGE", what, {
    hint: "--assignment ID",
    details: [`it has ${there.join(", ") || "no assignments"}`],
  });
}

function possibleCell({ rows, header }: Worksheet, column: number): Cell | undefined {
  const cell = rows.find(([first]) => first?.text.includes("Points Possible"))?.[column];
  if (cell && /read\s+only/.test(cell.text))
    throw new HalabError(
      "USAGE",
      `Canvas imports nothing into "${visible(header[column]?.text ?? "")}": it is read only`,
    );
  return cell;
}

/** An empty cell would take away what a student has: Canvas reads it as "no grade any more". */
function fillCell(
  graded: Graded,
  cell: Cell,
  { possible, options }: { possible: Cell | undefined; options: OutOptions },
): { readonly change?: { readonly cell: Cell; readonly text: string }; readonly note?: string } {
  const who = visible(graded.id);
  if (!hasPoints(graded))
    return {
      note: `${who}: left as it is, since it is not gradable (${visible(whyNoPoints(graded))})`,
    };
  if (/^\s*ex\s*$/i.test(cell.text))
    return { note: `${who}: left as it is, since they are excused` };
  return { change: { cell, text: pointsText(inMaximum(graded, possible, options)) } };
}
