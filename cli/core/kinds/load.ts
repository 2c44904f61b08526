import { existsSync, readdirSync } from "node:fs";
import { basename, extname } from "node:path";
import { fileURLToPath } from "node:url";
import { HalabError } from "../base/error.ts";

/** The folders of a technology in which each file is a kind. */
export const shelves = [
  "faults",
  "probes",
  "checks",
  "measures",
  "formulas",
  "readers",
  "protocols",
] as const;
export type Shelf = (typeof shelves)[number];

const technologies = new URL("../../technologies/", import.meta.url);

/** The folders are looked through once; nothing is added to them while we run. */
const known = new Map<Shelf, ReadonlyMap<string, URL>>();

/**
 * Every kind that a shelf has, over all technologies: its name, which is the file's, and the file,
 * in the order of the names. Two of one name are a mistake of ours.
 */
function kindFiles(shelf: Shelf): ReadonlyMap<string, URL> {
  const already = known.get(shelf);
  if (already) return already;
  const found: [string, URL][] = [];
  for (const technology of readdirSync(fileURLToPath(technologies))) {
    const folder = new URL(`${technology}/${shelf}/`, technologies);
    if (!existsSync(folder)) continue;
    for (const file of readdirSync(folder)) {
      if (!isKind(file)) continue;
      found.push([basename(file, extname(file)), new URL(file, folder)]);
    }
  }
  found.sort(([a], [b]) => (a < b ? -1 : 1));
  const twice = found.find(([name], at) => found[at + 1]?.[0] === name);
  if (twice) throw new HalabError("BUG", `two ${shelf} are called "${twice[0]}"`);
  const files = new Map(found);
  known.set(shelf, files);
  return files;
}

/**
 * The files of one of a technology's folders in which names are its own: rules/, texts/, explains/, validations/.
 * Where there are many they lie in folders of it.
 */
export function technologyFiles(
  folder: "rules" | "texts" | "explains" | "validations",
): readonly { readonly technology: string; readonly name: string; readonly url: URL }[] {
  return readdirSync(fileURLToPath(technologies))
    .sort()
    .flatMap((technology) => {
      const base = new URL(`${technology}/${folder}/`, technologies);
      if (!existsSync(base)) return [];
      const files = readdirSync(base, { recursive: true, encoding: "utf8" }).filter(isKind).sort();
      return files.map((file) => {
        return { technology, name: basename(file, extname(file)), url: new URL(file, base) };
      });
    });
}

function isKind(file: string): boolean {
  return [".ts", ".js"].includes(extname(file)) && !file.endsWith(".d.ts");
}

/** The names of all kinds of a shelf, without loading any. */
export function kindNames(shelf: Shelf): readonly string[] {
  return [...kindFiles(shelf).keys()];
}

/**
 * Loads the kinds of a shelf that are wanted, by default all: one file a kind, found by its name,
 * exporting the object `kind`. There is no list to keep by hand.
 */
export async function loadKinds<T extends { readonly kind: string }>(
  shelf: Shelf,
  wanted: (name: string) => boolean = () => true,
): Promise<ReadonlyMap<string, T>> {
  const files = [...kindFiles(shelf)].filter(([name]) => wanted(name));
  const kinds = files.map(async ([name, url]): Promise<[string, T]> => {
    const module: { kind?: T } = await import(url.href);
    if (module.kind?.kind !== name)
      throw new HalabError("BUG", `${fileURLToPath(url)} does not export \`kind\` "${name}"`);
    return [name, module.kind];
  });
  return new Map(await Promise.all(kinds));
}
