/** Which row of a platform's table is whose submission. */
import { visible } from "../../../core/base/clean.ts";
import type { Graded } from "../../sheet.ts";

/** What a row can be known by; the texts of its cells about the student. */
export interface Row {
  readonly at: number;
  /** The platform's own number of them, as their files' names have it. */
  readonly number: string | undefined;
  readonly cells: readonly string[];
}

interface Matched {
  /** By submission. */
  readonly rows: ReadonlyMap<string, Row>;
  /** Why some have none. */
  readonly notes: readonly string[];
}

/** What a platform wrote into the name of the folder or archive: its number of the student. */
type NumberIn = (id: string) => string | undefined;

/**
 * By the platform's number in the submission's name, else by email, number, name, or the submission's own name, as
 * soon as exactly one row has it. Two submissions of one row are both left out: nobody could say which counts.
 */
export function matchRows(
  submissions: readonly Graded[],
  rows: readonly Row[],
  numberIn: NumberIn,
): Matched {
  const found = submissions.map((graded) => ({ graded, ...rowOf(graded, rows, numberIn) }));
  const taken = Map.groupBy(
    found.filter(({ row }) => row !== undefined),
    ({ row }) => row?.at,
  );
  const twice = [...taken.values()].filter((all) => all.length > 1);
  const doubtful = new Set(twice.flat().map(({ graded }) => graded.id));
  const certain = found.flatMap(({ graded, row }): [string, Row][] =>
    row && !doubtful.has(graded.id) ? [[graded.id, row]] : [],
  );
  const notes = [
    ...found
      .filter(({ row }) => row === undefined)
      .map(({ graded, why }) => `${visible(graded.id)}: ${why}, so it is not in the table`),
    ...twice.map((all) => {
      const ids = all.map(({ graded }) => visible(graded.id)).join(", ");
      return `${ids}: these are of one row of the table, so it was left as it is`;
    }),
  ];
  return { rows: new Map(certain), notes };
}

function rowOf(graded: Graded, rows: readonly Row[], numberIn: NumberIn) {
  const number = numberIn(graded.id);
  const byNumber = number === undefined ? [] : rows.filter((row) => row.number === number);
  if (byNumber.length === 1) return { row: byNumber[0], why: "" };
  const { email, number: own, name } = graded.student ?? {};
  const keys = [email, own, name, withoutEnding(graded.id)].flatMap((key) =>
    key === undefined || key.trim() === "" ? [] : [comparable(key)],
  );
  for (const key of keys) {
    const having = rows.filter((row) => row.cells.some((cell) => comparable(cell) === key));
    if (having.length === 1) return { row: having[0], why: "" };
    if (having.length > 1) return { row: undefined, why: "several rows could be theirs" };
  }
  return { row: undefined, why: "no row is theirs" };
}

/** "Example, Ada" and "ada example" are the same. */
function comparable(text: string): string {
  const [last = "", first, ...more] = text.normalize("NFC").split(",");
  const inOrder =
    first === undefined || more.length > 0 ? text.normalize("NFC") : `${first} ${last}`;
  return inOrder.trim().replace(/\s+/gu, " ").toLowerCase();
}

function withoutEnding(id: string): string {
  return id.replace(/\.(zip|tar|tgz|txz|7z|rar|(tar\.)?(gz|xz|bz2|zst))$/i, "");
}
