/** A table whose cells are wrapped until it fits; where no word would fit, a list of its rows. */
import type { Tokens } from "marked";
import type { TextStyle } from "../text-style.ts";
import {
  columnsOf,
  type Format,
  lengthOf,
  type Piece,
  painted,
  piecesOf,
  wordsOf,
  wrapPieces,
} from "./pieces.ts";

type Row = readonly (readonly Piece[])[];

/** Blanks between two columns. */
const gap = 2;

export function tableLines({ header, rows, align }: Tokens.Table, style: TextStyle): string[] {
  const cells = (row: readonly Tokens.TableCell[], formats: readonly Format[] = []): Row =>
    row.map(({ tokens }) => piecesOf(tokens, style, formats));
  const head = cells(header, ["bold"]);
  const body = rows.map((row) => cells(row));
  const widths = style.linear
    ? undefined
    : widthsOf([head, ...body], style.width - gap * (head.length - 1));
  if (!widths) return records(head, body, style);
  const line = (row: Row) => rowLines(row, { widths, style, align });
  const rule = widths.map((width) => (style.ascii ? "-" : "─").repeat(width)).join(" ".repeat(gap));
  const shown = body.map(line);
  // Where a row's name takes several lines, nobody would see where the next one begins.
  const apart = body.some(([name = []]) => wrapPieces(name, widths[0] ?? 1).length > 1);
  const parted = shown.flatMap((lines, at) => (apart && at > 0 ? ["", ...lines] : lines));
  return [...line(head), rule, ...parted];
}

/** As wide as what they hold; the widest ones give up what does not fit. Undefined: a word would not fit. */
function widthsOf(rows: readonly Row[], room: number): number[] | undefined {
  const columns = rows[0]?.map((_, column) => rows.map((row) => row[column] ?? [])) ?? [];
  const least = columns.map((cells) => Math.max(1, ...cells.map(longestWord)));
  const widths = columns.map((cells) => Math.max(1, ...cells.map(lengthOf)));
  const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);
  if (sum(least) > room) return undefined;
  while (sum(widths) > room) {
    const spare = widths.map((width, at) => (width > (least[at] ?? 0) ? width : 0));
    const widest = spare.indexOf(Math.max(...spare));
    widths[widest] = (widths[widest] ?? 1) - 1;
  }
  return widths;
}

function longestWord(cell: readonly Piece[]): number {
  return Math.max(0, ...wordsOf(cell).map((word) => lengthOf(word ?? [])));
}

interface RowOptions {
  readonly widths: readonly number[];
  readonly style: TextStyle;
  readonly align: Tokens.Table["align"];
}

function rowLines(row: Row, { widths, style, align }: RowOptions): string[] {
  const cells = row.map((cell, at) =>
    wrapPieces(cell, widths[at] ?? 1).map((line) => painted(line, style)),
  );
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) =>
    cells
      .map((lines, column) => {
        const text = lines[at] ?? "";
        const blanks = " ".repeat(Math.max(0, (widths[column] ?? 0) - columnsOf(text)));
        return align[column] === "right" ? blanks + text : text + blanks;
      })
      .join(" ".repeat(gap))
      .trimEnd(),
  );
}

/** Each row under the name that its first cell gives it, a cell a line. */
function records(head: Row, body: readonly Row[], style: TextStyle): string[] {
  const indent = "  ";
  const width = style.width - indent.length;
  const lines = (cell: readonly Piece[]) =>
    wrapPieces(cell, width).map((line) => painted(line, style));
  return body.flatMap(([name = [], ...cells], at) => [
    ...(at === 0 ? [] : [""]),
    ...lines(name),
    ...cells.flatMap((cell, column) => {
      const title = head[column + 1] ?? [];
      const named = title.length === 0 ? cell : [...title, { text: ": ", formats: [] }, ...cell];
      return lengthOf(cell) === 0 ? [] : lines(named).map((line) => indent + line);
    }),
  ]);
}
