import { readdir } from "node:fs/promises";
import { basename, extname } from "node:path";
import { fileURLToPath } from "node:url";
import { HalabError } from "./error.ts";

/**
 * Loads every kind of one folder (faults/, probes/, checks/): one file a kind, found by its name,
 * exporting the object `kind`. There is no list to keep by hand.
 */
export async function loadKinds<T extends { readonly kind: string }>(
  folder: URL,
): Promise<ReadonlyMap<string, T>> {
  const names = (await readdir(fileURLToPath(folder)))
    .filter((name) => [".ts", ".js"].includes(extname(name)) && !name.endsWith(".d.ts"))
    .sort();
  const kinds = await Promise.all(
    names.map(async (name): Promise<[string, T]> => {
      const module: { kind?: T } = await import(new URL(name, folder).href);
      const expected = basename(name, extname(name));
      if (module.kind?.kind !== expected) {
        throw new HalabError("BUG", `${fileURLToPath(folder)}${name} does not export \`kind\``);
      }
      return [expected, module.kind];
    }),
  );
  return new Map(kinds);
}
