/**
 * A table that a learning platform gave. It is filled in, not written anew: what is not changed stays byte for byte,
 * with its order mark, quotes and line ends.
 */
import { HalabError } from "../../../core/base/error.ts";
import { quotedCell } from "./write.ts";

export interface Cell {
  readonly text: string;
  /** Its place in the source, quotes included. */
  readonly from: number;
  readonly to: number;
}

export interface Worksheet {
  readonly source: string;
  readonly separator: Separator;
  readonly header: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface Change {
  readonly cell: Cell;
  readonly text: string;
}

const separators = [",", ";", "\t"] as const;
type Separator = (typeof separators)[number];

/** Throws USAGE for a text that is no table. */
export function readWorksheet(source: string): Worksheet {
  const start = source.startsWith("\ufeff") ? 1 : 0;
  const counts = separators.map((one) => cellsOf(source, start, one).cells.length);
  const separator = separators[counts.indexOf(Math.max(...counts))] ?? ",";
  const rows: (readonly Cell[])[] = [];
  for (let at = start; at < source.length; ) {
    const { cells, end } = cellsOf(source, at, separator);
    rows.push(cells);
    at = end;
  }
  const [header, ...rest] = rows;
  if (!header || header.length < 2)
    throw new HalabError("USAGE", "the worksheet has no columns: it is no table with commas");
  return { source, separator, header, rows: rest };
}

/** The cells of one row, and where the next one begins. */
function cellsOf(
  source: string,
  start: number,
  separator: Separator,
): { readonly cells: Cell[]; readonly end: number } {
  const cells: Cell[] = [];
  let at = start;
  for (;;) {
    const cell = source[at] === '"' ? quoted(source, at, separator) : plain(source, at, separator);
    cells.push(cell);
    at = cell.to;
    if (source[at] !== separator) break;
    at += 1;
  }
  if (source[at] === "\r") at += 1;
  if (source[at] === "\n") at += 1;
  return { cells, end: at };
}

function plain(source: string, from: number, separator: Separator): Cell {
  let to = from;
  while (to < source.length && !ends(source[to], separator)) to += 1;
  return { text: source.slice(from, to), from, to };
}

/** Two quotes are one; what stands behind the closing one belongs to the cell, too. */
function quoted(source: string, from: number, separator: Separator): Cell {
  let to = from + 1;
  for (;;) {
    const quote = source.indexOf('"', to);
    if (quote < 0)
      throw new HalabError(
        "USAGE",
        `the worksheet has a quotation mark without its end, in "${source.slice(from, from + 40)}"`,
      );
    to = quote + 1;
    if (source[to] !== '"') break;
    to += 1;
  }
  const rest = plain(source, to, separator);
  const text = `${source.slice(from + 1, to - 1).replaceAll('""', '"')}${rest.text}`;
  return { text, from, to: rest.to };
}

function ends(letter: string | undefined, separator: Separator): boolean {
  return letter === separator || letter === "\n" || letter === "\r";
}

/** Where a column is; the last one of that name, as importers take it. -1: there is none. */
export function columnOf({ header }: Worksheet, names: readonly string[]): number {
  return header.findLastIndex(({ text }) => names.includes(text.trim()));
}

/** The source with other texts in some cells. */
export function filledIn({ source, separator }: Worksheet, changes: readonly Change[]): string {
  const inOrder = changes.toSorted((a, b) => a.cell.from - b.cell.from);
  let at = 0;
  const parts = inOrder.flatMap(({ cell, text }) => {
    const before = source.slice(at, cell.from);
    at = cell.to;
    return [before, quotedCell(text, separator, source[cell.from] === '"')];
  });
  return [...parts, source.slice(at)].join("");
}

/** 12.5 of "12.5" or "12,5" or "12,50"; undefined: it is no number. */
export function numberOf(text: string): number | undefined {
  const trimmed = text.trim();
  return /^\d+([.,]\d+)?$/.test(trimmed) ? Number(trimmed.replace(",", ".")) : undefined;
}
