/** What an image is built from: its own folder under templates/, and what each technology adds to it. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { HalabError } from "../../../core/base/error.ts";
import { templatesDir } from "../../../core/base/home.ts";

/** A file of the build context. The builds give modes themselves: a checkout may have lost them. */
export interface DefinitionFile {
  /** Its path in the context. */
  readonly name: string;
  readonly mode: number;
  readonly content: Buffer;
}

/** templates/node, templates/vm; and what technologies add is in templates/TECHNOLOGY/node or .../vm. */
export type DefinitionFolder = "node" | "vm";

interface Place {
  /** What may be in a technology's folder. */
  readonly pattern: RegExp;
  /** Where the build looks for it; $T is the technology. */
  readonly name: string;
}

const programs: readonly Place[] = [
  { pattern: /^services\/[a-z0-9-]+$/, name: "$&" },
  { pattern: /^bin\/[a-z0-9-]+$/, name: "$&" },
];
const places: Readonly<Record<DefinitionFolder, readonly Place[]>> = {
  node: [
    { pattern: /^(?:packages|after-install)$/, name: "$&/$T" },
    { pattern: /^src\/([a-z0-9_-]+\.[ch])$/, name: "src/$T/$1" },
    { pattern: /^preload\/[a-z0-9-]+\.c$/, name: "$&" },
    ...programs,
  ],
  vm: programs,
};
const shown: Readonly<Record<DefinitionFolder, string>> = {
  node: "packages, after-install, services/NAME, bin/NAME, src/*.c and preload/NAME.c",
  vm: "services/NAME and bin/NAME",
};

/** The VM's tools are built as the node's are, and share their sources. */
const sharedWithVm = /^(?:compile|check-includes|src\/common\/.*)$/;

/**
 * The build context of an image, which is also what a machine is made a node from. The same for the same
 * files, on every machine. Throws for a file that the build would not find, and for two of one name.
 */
export function definition(folder: DefinitionFolder, templates = templatesDir()): DefinitionFile[] {
  const files = new Map<string, string>();
  const add = (name: string, path: string) => {
    const other = files.get(name);
    if (other !== undefined) {
      const both = `${relative(templates, other)} and ${relative(templates, path)}`;
      throw new HalabError("CONFLICT", `${both} would both be ${name} of the ${folder} image`);
    }
    files.set(name, path);
  };
  const own = join(templates, folder);
  for (const file of filesUnder(own)) add(file, join(own, file));
  if (folder === "vm") {
    const node = join(templates, "node");
    const shared = filesUnder(node).filter((file) => sharedWithVm.test(file));
    for (const file of shared) add(file, join(node, file));
  }
  for (const technology of technologies(templates)) {
    const part = join(templates, technology, folder);
    for (const file of filesUnder(part)) {
      add(placeOf(folder, technology, file), join(part, file));
    }
  }
  // By the names in the context, and not by the machine's paths or its language.
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, path]) => ({ name, mode: 0o644, content: readFileSync(path) }));
}

/** What an image is known by: changes with every byte of its definition, and with what it is made `from`. */
export function hashOf(files: readonly DefinitionFile[], from = ""): string {
  const hash = createHash("sha256").update(from);
  for (const { name, content } of files) hash.update(`${name} ${content.length}\n`).update(content);
  return hash.digest("hex").slice(0, 12);
}

function technologies(templates: string): string[] {
  return readdirSync(templates, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function placeOf(folder: DefinitionFolder, technology: string, file: string): string {
  const place = places[folder].find(({ pattern }) => pattern.test(file));
  if (place) return file.replace(place.pattern, place.name).replace("$T", technology);
  const path = `templates/${technology}/${folder}/${file}`;
  throw new HalabError("NOT_FOUND", `${path} has no place in the ${folder} image`, {
    hint: `a technology gives it ${shown[folder]}`,
  });
}

/** With slashes, sorted; without what editors and file managers leave there. None if there is no such folder. */
function filesUnder(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split("\\").join("/"))
    .sort();
}
