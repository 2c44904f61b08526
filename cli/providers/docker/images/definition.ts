/** What an image is built from: its own folder under templates/, and what each technology adds to it. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { HalabError } from "../../../core/base/error.ts";
import { templatesDir } from "../../../core/base/home.ts";
import type { PlannedNode } from "../../../core/cluster/plan.ts";

/** A file of the build context. The builds give modes themselves: a checkout may have lost them. */
export interface DefinitionFile {
  /** Its path in the context. */
  readonly name: string;
  readonly mode: number;
  readonly content: Buffer;
}

/**
 * templates/node, templates/vm, templates/layer; and what technologies add is in templates/TECHNOLOGY/node, .../vm or
 * .../layer: what has an image of its own, on top of a node's, for those labs only that want it (ADR 41).
 */
export type DefinitionFolder = "node" | "vm" | "layer";

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
const ofNodes: readonly Place[] = [
  { pattern: /^(?:packages|after-install)$/, name: "$&/$T" },
  { pattern: /^src\/([a-z0-9_-]+\.[ch])$/, name: "src/$T/$1" },
  { pattern: /^preload\/[a-z0-9-]+\.c$/, name: "$&" },
  ...programs,
];
const places: Readonly<Record<DefinitionFolder, readonly Place[]>> = {
  node: ofNodes,
  vm: programs,
  layer: [
    ...ofNodes,
    { pattern: /^build-packages$/, name: "$&/$T" },
    { pattern: /^src\/libraries$/, name: "src/$T/libraries" },
  ],
};
const shown: Readonly<Record<DefinitionFolder, string>> = {
  node: "packages, after-install, services/NAME, bin/NAME, src/*.c and preload/NAME.c",
  vm: "services/NAME and bin/NAME",
  layer:
    "packages, build-packages, after-install, services/NAME, bin/NAME, src/*.c, src/libraries and preload/NAME.c",
};

/** Of a layer: the names of others that come with it. It is for whoever chooses images, and in none of them. */
const alsoFile = "layers";

/** The tools of VMs and of layers are built as the node's are, and share their sources. */
const shared: Readonly<Record<DefinitionFolder, RegExp | undefined>> = {
  node: undefined,
  vm: /^(?:compile|check-includes|src\/common\/.*)$/,
  layer: /^(?:compile|compile-preload|check-includes|install-packages|src\/common\/.*)$/,
};

/** Which technologies are in it: `layers` names those that have images of their own. */
export interface Wanted {
  readonly layers?: readonly string[];
  readonly templates?: string;
}

/**
 * The build context of an image, which is also what a machine is made a node from. The same for the same
 * files, on every machine. Throws for a file that the build would not find, and for two of one name.
 */
export function definition(folder: DefinitionFolder, wanted: Wanted = {}): DefinitionFile[] {
  const { layers = [], templates = templatesDir() } = wanted;
  const context = new Context(templates);
  context.addAll(folder);
  const also = shared[folder];
  if (also) context.addAll("node", also);
  const adding = folder === "layer" ? [] : technologies(templates);
  for (const technology of adding) context.addPart(technology, folder);
  // A machine without images has them all in one.
  for (const technology of layers) context.addPart(technology, "layer");
  return context.read();
}

class Context {
  readonly #files = new Map<string, string>();

  readonly #templates: string;

  constructor(templates: string) {
    this.#templates = templates;
  }

  addAll(folder: DefinitionFolder, which = /(?:)/): void {
    const own = join(this.#templates, folder);
    for (const file of filesUnder(own)) if (which.test(file)) this.#add(file, join(own, file));
  }

  addPart(technology: string, folder: DefinitionFolder): void {
    const part = join(this.#templates, technology, folder);
    for (const file of filesUnder(part).filter((name) => name !== alsoFile))
      this.#add(placeOf(folder, technology, file), join(part, file));
  }

  #add(name: string, path: string): void {
    const other = this.#files.get(name);
    if (other !== undefined) {
      const [one, two] = [relative(this.#templates, other), relative(this.#templates, path)];
      throw new HalabError("CONFLICT", `${one} and ${two} would both be ${name} of the image`);
    }
    this.#files.set(name, path);
  }

  /** By the names in the context, and not by the machine's paths or its language. */
  read(): DefinitionFile[] {
    return [...this.#files]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, path]) => ({ name, mode: 0o644, content: readFileSync(path) }));
  }
}

/** The technologies, sorted, that have images of their own. */
export function layersNamed(templates = templatesDir()): string[] {
  return technologies(templates).filter((name) => existsSync(join(templates, name, "layer")));
}

/**
 * The technologies, sorted, whose images of their own have one of a node's services, or a program that its probes run; and
 * those whose services these start by themselves.
 */
export function layersOf(
  { services, tools = [] }: Pick<PlannedNode, "services" | "tools">,
  templates = templatesDir(),
): string[] {
  const all = layersNamed(templates);
  const own = all.filter((technology) => {
    const dir = join(templates, technology, "layer/services");
    return tools.includes(technology) || services.some((service) => existsSync(join(dir, service)));
  });
  const also = own.flatMap((technology) => alsoOf(technology, templates));
  return all.filter((technology) => own.includes(technology) || also.includes(technology));
}

/** The layers that a layer says it cannot do without. */
function alsoOf(technology: string, templates: string): string[] {
  const path = join(templates, technology, "layer", alsoFile);
  return existsSync(path) ? readFileSync(path, "utf8").split(/\s+/).filter(Boolean) : [];
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
