/** LAB on the command line -> a lab and its plan. */
import { existsSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { HalabError } from "../base/error.ts";
import { labsDir, templatesDir } from "../base/home.ts";
import { didYouMean } from "../base/nearest.ts";
import type { Renderer } from "../base/renderer.ts";
import { shown } from "../base/shown.ts";
import { isolated } from "../cluster/isolate.ts";
import type { Plan } from "../cluster/plan.ts";
import { type FileSource, solutionOf } from "./files.ts";
import { type Lab, loadLab } from "./lab.ts";
import { allLabs, outsideFolders } from "./places.ts";
import { planLab } from "./planner.ts";
import { requireRoot } from "./submission/root.ts";

/** Names of the labs that come with halab. */
export function labNames(): string[] {
  if (!existsSync(labsDir())) return [];
  return readdirSync(labsDir(), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(labsDir(), entry.name, "lab.yaml")))
    .map((entry) => entry.name)
    .sort();
}

/** A name that `halab labs` says, or a path to a lab's folder (or to its lab.yaml). Throws CONFLICT for a name of two. */
export function requireLabDir(lab: string): string {
  const known = allLabs();
  const [found, ...others] = known.filter(({ name }) => name === lab);
  if (found && others.length > 0) {
    const places = [found, ...others].map(({ dir }) => shown(dir));
    throw new HalabError("CONFLICT", `${places.length} labs are called "${lab}"`, {
      details: places,
      hint: `name its folder instead: ${places.at(-1)}`,
    });
  }
  if (found) return found.dir;
  const path = resolve(basename(lab) === "lab.yaml" ? join(lab, "..") : lab);
  if (existsSync(join(path, "lab.yaml"))) return path;
  const gone = outsideFolders().filter((dir) => !existsSync(dir));
  const names = known.map(({ name }) => name);
  throw new HalabError("NOT_FOUND", `unknown lab "${lab}"${didYouMean(basename(lab), names)}`, {
    details: gone.map((dir) => `HALAB_LABS names ${shown(dir)}, which there is not`),
    hint: "halab labs",
  });
}

export interface OpenOptions {
  readonly renderer: Renderer;
  readonly params?: Readonly<Record<string, string>> | undefined;
  /** Folders with the students' files, searched in order; default: the solution. */
  readonly sources?: ((lab: Lab) => readonly FileSource[]) | undefined;
  /** Students' nodes as VMs. */
  readonly isolate?: boolean | undefined;
}

/** `notes` is what the students' folders hold that no node takes, and that harms nothing. */
export async function openLab(
  lab: string,
  options: OpenOptions,
): Promise<{ lab: Lab; plan: Plan; notes: readonly string[] }> {
  const dir = requireLabDir(lab);
  const { renderer, params = {} } = options;
  const loaded = await loadLab(dir, { renderer, params, templatesDir: templatesDir() });
  const sources = options.sources?.(loaded) ?? [solutionOf(loaded)];
  const notes: string[] = [];
  const onNote = (text: string) => void notes.push(text);
  const context = { lab: loaded, renderer, templatesDir: templatesDir(), sources, onNote };
  const plan = planLab(context);
  return { lab: loaded, plan: options.isolate ? isolated(plan) : plan, notes };
}

/** `--files DIR`: a student's folder, taken as it is. Throws NOT_FOUND or SUBMISSION_INVALID when it is none. */
export function studentFiles(dir: string | undefined): OpenOptions["sources"] {
  if (dir === undefined) return undefined;
  const root = requireRoot(dir);
  return () => [{ dir: root, render: false }];
}
