/** Where labs lie: with halab, in the folders of HALAB_LABS, and among those that were added from elsewhere. */
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, delimiter, join, resolve } from "node:path";
import { HalabError } from "../base/error.ts";
import { labsDir, stateDir } from "../base/home.ts";

export interface FoundLab {
  readonly name: string;
  readonly dir: string;
  /** "halab", a folder of HALAB_LABS, or the address that it was added from. */
  readonly from: string;
}

/** What `halab lab add` keeps of an address, beside the labs. */
export const sourceFile = "halab-source.json";

/** Every lab that has a name, those that come with halab first. A folder that two ways lead to counts once. */
export function allLabs(env: NodeJS.ProcessEnv = process.env): readonly FoundLab[] {
  const found = [
    ...labsIn(labsDir(), "halab"),
    ...outsideFolders(env).flatMap((dir) => labsIn(dir, dir)),
    ...addedFolders(env).flatMap((dir) => labsIn(dir, addressOf(dir))),
  ];
  const seen = new Set<string>();
  return found.filter(({ dir }) => {
    const path = realpathSync(dir);
    const isNew = !seen.has(path);
    seen.add(path);
    return isNew;
  });
}

/** The folders of HALAB_LABS, as whole paths. */
export function outsideFolders(env: NodeJS.ProcessEnv = process.env): readonly string[] {
  return (env["HALAB_LABS"] ?? "")
    .split(delimiter)
    .filter((dir) => dir !== "")
    .map((dir) => resolve(dir));
}

/** Where labs from other addresses are kept, each in a folder of its own. */
export function addedDir(env: NodeJS.ProcessEnv = process.env): string {
  return join(stateDir(env), "labs");
}

export function addedFolders(env: NodeJS.ProcessEnv = process.env): readonly string[] {
  let base: string;
  try {
    base = addedDir(env);
  } catch (error) {
    // Who has no home has added nothing.
    if (error instanceof HalabError) return [];
    throw error;
  }
  return foldersIn(base).filter((dir) => existsSync(join(dir, sourceFile)));
}

/** As it was added; of a file that somebody spoilt, the folder. */
export function addressOf(dir: string): string {
  try {
    const kept: unknown = JSON.parse(readFileSync(join(dir, sourceFile), "utf8"));
    const is = typeof kept === "object" && kept !== null && "url" in kept;
    return is ? String(kept.url) : dir;
  } catch {
    return dir;
  }
}

/** The folder itself, those in it, and those in its `labs`: what has a lab.yaml. */
export function labsIn(dir: string, from: string): FoundLab[] {
  return [dir, ...foldersIn(dir), ...foldersIn(join(dir, "labs"))]
    .filter((path) => existsSync(join(path, "lab.yaml")))
    .map((path) => ({ name: basename(path), dir: path, from }));
}

function foldersIn(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => join(dir, name))
    .sort();
}
