import { readdir } from "node:fs/promises";
import { basename, extname } from "node:path";
import { HalabError } from "../base/error.ts";

const technologies = new URL("../../technologies/", import.meta.url);

/**
 * Loads every kind of a sort ("faults", "probes", "checks") from the technologies' folders: one file a
 * kind, found by its name, exporting the object `kind`. There is no list to keep by hand.
 */
export async function loadKinds<T extends { readonly kind: string }>(
  sort: string,
): Promise<ReadonlyMap<string, T>> {
  const folders = (await readdir(technologies)).sort().map((name) => `${name}/${sort}/`);
  const kinds = await Promise.all(folders.map((folder) => loadFolder<T>(folder)));
  return new Map(kinds.flat().sort(([a], [b]) => (`${a}.` < `${b}.` ? -1 : 1)));
}

async function loadFolder<T extends { readonly kind: string }>(
  folder: string,
): Promise<[string, T][]> {
  const url = new URL(folder, technologies);
  const names = (await readdir(url).catch(() => []))
    .filter((name) => [".ts", ".js"].includes(extname(name)) && !name.endsWith(".d.ts"))
    .sort();
  return Promise.all(
    names.map(async (name): Promise<[string, T]> => {
      const module: { kind?: T } = await import(new URL(name, url).href);
      const expected = basename(name, extname(name));
      if (module.kind?.kind !== expected)
        throw new HalabError("BUG", `${folder}${name} does not export \`kind\``);
      return [expected, module.kind];
    }),
  );
}
