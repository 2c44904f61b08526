import { type Shelf, shelves } from "../../cli/core/kinds/load.ts";
import type { Source } from "./imports.ts";
import type { OtherMeaning } from "./other-meanings.ts";
import { fileName, type Tree, type Violation, within } from "./tree.ts";
import { type Word, wordsOf } from "./words.ts";

const table = "test/house/other-meanings.ts";

/** The rooms that know kinds by what they say of themselves, never by name. */
const rooms = ["cli/core", "cli/report", "cli/ui"] as const;

/** Core, report and ui must work with the next technology's kinds, so they name none of today's. */
export function checkKindNames(
  tree: Tree,
  sources: ReadonlyMap<string, Source>,
  meanings: readonly OtherMeaning[],
): Violation[] {
  const kinds = kindNames(tree);
  const named = [...sources]
    .filter(([file]) => rooms.some((room) => within(file, room)))
    .flatMap(([file, source]) => wordsOf(source).map((word) => ({ ...word, file })))
    .filter(({ word }) => kinds.has(word));
  const found = named
    .filter((one) => !meanings.some((other) => isMeant(other, one)))
    .map(({ file, line, word, beside }) => ({
      file,
      line,
      rule: "kinds",
      text: `"${word}" (${beside}) is the name of a kind, ${kinds.get(word)}: let the kind or the plan say what is asked here; if the word means something else, add that to ${table}`,
    }));
  return [...found, ...meanings.flatMap((other) => unused(other, named))];
}

interface Named extends Word {
  readonly file: string;
}

/** A kind's name is that of its file; the value is where it lies. */
function kindNames(tree: Tree): ReadonlyMap<string, string> {
  const known: ReadonlySet<string> = new Set<Shelf>(shelves);
  const names = new Map<string, string>();
  for (const path of tree.keys()) {
    const [cli, technologies, , shelf = "", file, ...deeper] = path.split("/");
    if (cli !== "cli" || technologies !== "technologies" || !known.has(shelf)) continue;
    if (file?.endsWith(".ts") && deeper.length === 0)
      names.set(fileName(path).replace(/\.ts$/, ""), path);
  }
  return names;
}

function isMeant(other: OtherMeaning, { word, beside, file }: Named): boolean {
  if (other.word !== undefined && other.word !== word) return false;
  if (other.beside && !other.beside.includes(beside)) return false;
  return other.in?.some((place) => within(file, place)) ?? true;
}

/** Each place and each neighbour that an entry names must still be met with. */
function unused(other: OtherMeaning, named: readonly Named[]): Violation[] {
  const met = (narrow: Partial<OtherMeaning>) =>
    named.some((one) => isMeant({ ...other, ...narrow }, one));
  const gone = [
    ...(met({}) ? [] : [other.word ?? "a name"]),
    ...(other.beside ?? []).filter((beside) => !met({ beside: [beside] })),
    ...(other.in ?? []).filter((place) => !met({ in: [place] })),
  ];
  if (gone.length === 0) return [];
  const text = `"${other.word ?? "any word"}" (${other.means}) is no longer met with: take out ${gone.join(", ")}`;
  return [{ file: table, line: 1, rule: "kinds", text }];
}
