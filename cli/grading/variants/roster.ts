/** Who is in a class: a CSV as courses hand it out. Pure, but for reading the file. */
import { readFileSync, statSync } from "node:fs";
import { CsvError, parse } from "csv-parse/sync";
import { HalabError } from "../../core/base/error.ts";
import { isLanguage, type Language } from "../../core/base/language.ts";
import { shown } from "../../core/base/shown.ts";
import { decoded } from "./decode.ts";
import { sameId } from "./draw.ts";

export interface Student {
  /** As the list has it; compared without case. */
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  /** Of their folder; undefined: the class's. */
  readonly lang?: Language;
}

type Column = "id" | "name" | "first" | "last" | "email" | "lang";

/** Headings in the languages of courses; the first one that is there counts. */
const headings: Readonly<Record<Column, readonly string[]>> = {
  id: [
    ...["id", "student id", "studentid", "student_id", "student number", "number", "id number"],
    ...["neptun", "neptun code", "neptun-kód", "neptun kód", "neptunkód"],
    ...["matrikelnummer", "matriculation number", "matr.nr.", "matrikel"],
    ...["sis user id", "sis login id", "username", "user name", "login", "benutzername"],
    ...["anmeldename", "felhasználónév", "id-nummer", "azonosító", "azonosítószám", "kód"],
    ...["identifier", "participant", "roster identifier", "github username", "sid"],
  ],
  name: [
    ...["name", "full name", "fullname", "vollständiger name", "teljes név", "név"],
    ...["student", "student name", "display name"],
  ],
  first: ["first name", "firstname", "given name", "vorname", "keresztnév", "utónév"],
  last: ["last name", "lastname", "surname", "family name", "nachname", "vezetéknév"],
  email: [
    "email",
    "e-mail",
    "email address",
    "e-mail address",
    "e-mail-adresse",
    "mail",
    "e-mail cím",
  ],
  lang: ["lang", "language", "sprache", "nyelv", "locale"],
};

/** What people write where a language is asked for. */
const spoken: readonly (readonly [RegExp, Language])[] = [
  [/^(en|eng|english|englisch|angol)\b/, "en"],
  [/^(de|ger|deu|german|deutsch|német)\b/, "de"],
  [/^(hu|hun|hungarian|ungarisch|magyar)\b/, "hu"],
];

const largest = 8 * 2 ** 20;

/** Throws NOT_FOUND, or USAGE with what is wrong and where. */
export function readRoster(path: string): readonly Student[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new HalabError("NOT_FOUND", `there is no file ${shown(path)}`);
  if (stat.size > largest)
    throw new HalabError("USAGE", `${shown(path)} is larger than a list of students is`);
  return rosterOf(readFileSync(path), shown(path));
}

/** `where` names the list in what is wrong with it. Throws USAGE with every mistake. */
export function rosterOf(bytes: Buffer, where: string): readonly Student[] {
  const { rows, delimiter } = rowsOf(decoded(bytes), where);
  const [head, ...rest] = rows;
  const columns = columnsOf(head?.cells ?? [], delimiter, where);
  const body = columns.headless ? rows : rest;
  const mistakes: string[] = [];
  const students = body.flatMap(({ cells, line }): (Student & { readonly line: number })[] => {
    // Canvas puts what an assignment is worth below the headings.
    if (cells.every((cell) => cell === "") || /^points possible$/i.test(cells[0] ?? "")) return [];
    const student = studentOf(cells, columns.at, (why) => mistakes.push(`line ${line}: ${why}`));
    return student ? [{ ...student, line }] : [];
  });
  for (const [, [first, ...others]] of Map.groupBy(students, ({ id }) => sameId(id)))
    for (const other of others)
      mistakes.push(`line ${other.line}: ${other.id} stands in line ${first?.line}, too`);
  if (students.length === 0 && mistakes.length === 0) mistakes.push("it names no student");
  if (mistakes.length > 0)
    throw new HalabError("USAGE", `${where} is no list of students`, {
      details: mistakes.slice(0, 20),
    });
  return students.map(({ line: _, ...student }) => student);
}

interface Row {
  readonly cells: readonly string[];
  /** In the file, from 1. */
  readonly line: number;
}

function rowsOf(text: string, where: string): { rows: readonly Row[]; delimiter: string } {
  // A line of Excel's own says what separates; it is none of the table.
  const said = /^\uFEFF?sep=(.)\r?\n/i.exec(text);
  const body = said ? text.slice(said[0].length) : text;
  const delimiter = said?.[1] ?? delimiterOf(body);
  try {
    // With `info` it gives pairs, which its types do not say.
    const parsed = parse(body, {
      ...{ bom: true, delimiter, info: true, trim: true },
      ...{ relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
    }) as unknown as readonly { record: string[]; info: { lines: number } }[];
    const before = said ? 1 : 0;
    const rows = parsed.map(({ record, info }) => ({
      cells: record.map((cell) => cell.normalize("NFC").trim()),
      line: info.lines + before,
    }));
    return { rows, delimiter };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new HalabError("USAGE", `${where} cannot be read as CSV: ${error.message}`, {
      cause: error,
    });
  }
}

/** That which stands most often in the first line, outside of quotes; a comma where there is none. */
function delimiterOf(text: string): string {
  const [first = ""] = text
    .replace(/^\uFEFF/, "")
    .replace(/"[^"]*"/g, "")
    .split(/\r?\n|\r/);
  const counts = [";", "\t", ",", "|"].map((sign) => [sign, first.split(sign).length] as const);
  const [best] = counts.toSorted(([, a], [, b]) => b - a);
  return best && best[1] > 1 ? best[0] : ",";
}

type Places = Readonly<Partial<Record<Column, number>>>;

function columnsOf(
  head: readonly string[],
  delimiter: string,
  where: string,
): { readonly at: Places; readonly headless: boolean } {
  const cells = head.map((cell) => cell.toLowerCase().replace(/\s+/g, " "));
  const place = (column: Column) => {
    const at = headings[column].map((name) => cells.indexOf(name)).find((index) => index >= 0);
    return at === undefined ? [] : [[column, at] as const];
  };
  const columns: readonly Column[] = ["id", "name", "first", "last", "email", "lang"];
  const at: Places = Object.fromEntries(columns.flatMap(place));
  if (at.id !== undefined || at.email !== undefined) return { at, headless: false };
  // A list of ids, or of addresses, one a line.
  if (head.length === 1 && at.name === undefined)
    return { at: cells[0]?.includes("@") ? { email: 0 } : { id: 0 }, headless: true };
  const there = head.length > 0 ? head.join(delimiter) : "nothing";
  throw new HalabError("USAGE", `${where} has no column that tells students apart`, {
    details: [`its first line: ${there}`],
    hint: "a first line with id,name,email,lang   (id or email has to be there)",
  });
}

function studentOf(
  cells: readonly string[],
  at: Places,
  wrong: (why: string) => void,
): Student | undefined {
  const cell = (column: Column) => {
    const index = at[column];
    return index === undefined ? "" : (cells[index] ?? "");
  };
  const email = cell("email");
  const id = cell("id") || email;
  const name =
    cell("name") || [cell("first"), cell("last")].filter((part) => part !== "").join(" ");
  const wish = cell("lang").toLowerCase();
  const lang = languageOf(wish);
  if (id === "") return void wrong("it has no id");
  if (/\p{Cc}/u.test(id)) return void wrong("its id has control characters");
  if (wish !== "" && lang === undefined)
    return void wrong(`there is no language "${wish}": en, de, hu`);
  return {
    id,
    ...(name === "" ? {} : { name }),
    ...(email === "" ? {} : { email }),
    ...(lang === undefined ? {} : { lang }),
  };
}

function languageOf(wish: string): Language | undefined {
  if (isLanguage(wish)) return wish;
  return spoken.find(([pattern]) => pattern.test(wish))?.[1];
}
