/** Moodle's offline grading worksheet (mod/assign/feedback/offline/importgradeslib.php says how it is read). */
import { visible } from "../../core/base/clean.ts";
import { HalabError } from "../../core/base/error.ts";
import { type Language, languages } from "../../core/base/language.ts";
import type { Graded, GradeSheet } from "../sheet.ts";
import { commentHtml } from "./comment.ts";
import type { Format, OutOptions, Written } from "./format.ts";
import { inMaximum } from "./maximum.ts";
import { hasPoints, pointsText, whyNoPoints } from "./points.ts";
import { matchRows, type Row } from "./table/match.ts";
import {
  type Cell,
  type Change,
  columnOf,
  filledIn,
  readWorksheet,
  type Worksheet,
} from "./table/worksheet.ts";

/** As Moodle's language packs call them; its importer looks for these very words. */
const headers: Readonly<Record<Language, Headers>> = {
  en: {
    id: "Identifier",
    grade: "Grade",
    maximum: "Maximum grade",
    scale: "Scale",
    changeable: "Grade can be changed",
    modified: "Last modified (grade)",
    feedback: "Feedback comments",
    no: "No",
  },
  de: {
    id: "ID",
    grade: "Bewertung",
    maximum: "Bestwertung",
    scale: "Skala",
    changeable: "Bewertung kann geändert werden",
    modified: "Zuletzt geändert (Bewertung)",
    feedback: "Feedback als Kommentar",
    no: "Nein",
  },
  hu: {
    id: "Azonosító",
    grade: "Osztályzat",
    maximum: "Maximális osztályzat",
    scale: "Skála",
    changeable: "Az osztályozás módosítható",
    modified: "Utolsó módosítás (osztályzat)",
    feedback: "Visszajelző megjegyzések",
    no: "Nem",
  },
};

interface Headers {
  readonly id: string;
  readonly grade: string;
  readonly maximum: string;
  readonly scale: string;
  readonly changeable: string;
  readonly modified: string;
  readonly feedback: string;
  readonly no: string;
}

interface Columns {
  readonly id: number;
  readonly grade: number;
  /** -1 where there is none. */
  readonly maximum: number;
  readonly changeable: number;
  readonly feedback: number;
  readonly no: string;
  readonly notes: readonly string[];
}

export const moodle: Format = {
  name: "moodle",
  about: "Moodle's grading worksheet, filled in: the grade and the feedback, nothing else",
  scope: "class",
  fills: true,
  write: fillMoodle,
};

/** Throws USAGE for a worksheet that would be read wrongly. */
function fillMoodle(sheet: GradeSheet, options: OutOptions): Written {
  if (options.worksheet === undefined)
    throw new HalabError(
      "USAGE",
      "Moodle's worksheet is missing: it has the participants' numbers",
      {
        hint: "download it (Grading, Download grading worksheet) and say --worksheet FILE",
      },
    );
  const table = readWorksheet(options.worksheet);
  const columns = columnsOf(table, options);
  const rows = table.rows.map((cells, at) => rowOf(cells, at, columns));
  const { rows: matched, notes } = matchRows(sheet.submissions, rows, numberInFolder);
  const filled = sheet.submissions.flatMap((graded) => {
    const cells = table.rows[matched.get(graded.id)?.at ?? -1];
    return cells ? [fillRow(graded, cells, { columns, options, lab: sheet.lab })] : [];
  });
  const untouched = table.rows.filter((cells) => cells.length > 1).length - matched.size;
  const others =
    untouched > 0 ? [`${untouched} rows without a submission were left as they are`] : [];
  return {
    files: [
      {
        name: "moodle.csv",
        text: filledIn(
          table,
          filled.flatMap(({ changes }) => changes),
        ),
      },
    ],
    notes: [...columns.notes, ...notes, ...filled.flatMap(({ note }) => note ?? []), ...others],
  };
}

/** "Full Name_4711_assignsubmission_file_", with a group before it and a file behind it; names may hold "_". */
function numberInFolder(id: string): string | undefined {
  return /(?:.*_)?(\d+)_assignsubmission_/su.exec(id)?.[1];
}

function rowOf(cells: readonly Cell[], at: number, columns: Columns): Row {
  const own = [columns.grade, columns.maximum, columns.changeable, columns.feedback];
  return {
    at,
    // The word before it is translated, and its end is no blank in some languages.
    number: /(\d+)\s*$/.exec(cells[columns.id]?.text ?? "")?.[1],
    cells: cells.filter((_, column) => !own.includes(column)).map(({ text }) => text),
  };
}

function columnsOf(table: Worksheet, { gradeColumn, feedbackColumn }: OutOptions): Columns {
  const language = languages.find((one) => columnOf(table, [headers[one].modified]) >= 0);
  const words = headers[language ?? "en"];
  const named = (name: keyof Headers) => columnOf(table, [words[name]]);
  const grade = gradeColumn === undefined ? named("grade") : columnOf(table, [gradeColumn]);
  const feedback =
    feedbackColumn === undefined ? named("feedback") : columnOf(table, [feedbackColumn]);
  if (named("scale") >= 0)
    throw new HalabError("USAGE", "this assignment is graded by a scale of words, not by points");
  if (grade < 0 || (feedbackColumn !== undefined && feedback < 0)) throw unknownColumns(table);
  const notes = [
    ...(feedback < 0
      ? ["the worksheet has no column for feedback comments: none are written"]
      : []),
    ...(language === undefined
      ? []
      : [
          `upload it with Moodle in the language that it was downloaded in (${language}), else it finds nobody`,
        ]),
  ];
  return {
    id: language === undefined ? 0 : Math.max(0, named("id")),
    ...{ grade, feedback, notes, no: words.no },
    maximum: named("maximum"),
    changeable: named("changeable"),
  };
}

function unknownColumns({ header }: Worksheet): HalabError {
  return new HalabError("USAGE", "the worksheet's column of grades is not known", {
    hint: "--grade-column NAME --feedback-column NAME",
    details: [`it has ${header.map(({ text }) => `"${visible(text)}"`).join(", ")}`],
  });
}

function fillRow(
  graded: Graded,
  cells: readonly Cell[],
  { columns, options, lab }: { columns: Columns; options: OutOptions; lab: string },
): { readonly changes: readonly Change[]; readonly note?: string } {
  const who = visible(graded.id);
  const left = (why: string) => ({ changes: [], note: `${who}: left as it is, since ${why}` });
  if (!hasPoints(graded)) return left(`it is not gradable (${visible(whyNoPoints(graded))})`);
  if (cells[columns.changeable]?.text.trim() === columns.no)
    return left("Moodle says that its grade cannot be changed");
  const grade = cells[columns.grade];
  if (!grade) return left("its row is too short");
  const text = pointsText(inMaximum(graded, cells[columns.maximum], options), options.decimal);
  const feedback = cells[columns.feedback];
  const comment = commentHtml(graded, lab, options);
  return {
    changes: [{ cell: grade, text }, ...(feedback ? [{ cell: feedback, text: comment }] : [])],
  };
}
