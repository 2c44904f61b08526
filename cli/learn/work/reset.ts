/** `halab reset FILE`: the starter's file again; a copy of the student's is kept. */
import { lstatSync, readFileSync, rmSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { HalabError } from "../../core/base/error.ts";
import { nearest } from "../../core/base/nearest.ts";
import { openLab } from "../../core/lab/open.ts";
import { ourRenderer } from "../../render/ours.ts";
import { labOptions, type Workspace } from "../workspace/open.ts";
import { type StarterFile, starterFiles } from "../workspace/starter.ts";
import { writeWhole } from "../workspace/store.ts";
import { keepCopy } from "./kept.ts";

interface Reset {
  /** In the workspace. */
  readonly file: string;
  /** Where the student's is; null: there was none, or it was the starter's. */
  readonly kept: string | null;
}

/** Files as they are typed from here, or as NODE/PATH. Throws NOT_FOUND for what no starter has; then nothing was done. */
export async function resetFiles(
  ws: Workspace,
  files: readonly string[],
): Promise<readonly Reset[]> {
  const starter = await starterOfWorkspace(ws);
  const wanted = files.map((file) => starterFor(ws, starter, file));
  return wanted.map((file) => resetOne(ws, file));
}

/** The starter's files that the workspace has no more, or has changed. */
export async function changedSinceStart(ws: Workspace): Promise<readonly string[]> {
  const starter = await starterOfWorkspace(ws);
  return [...starter.values()].flatMap(({ path, bytes }) => {
    const there = bytesOf(join(ws.root, path));
    return there?.equals(bytes) ? [] : [path];
  });
}

async function starterOfWorkspace(ws: Workspace): Promise<ReadonlyMap<string, StarterFile>> {
  const { lab } = await openLab(ws.lab, labOptions(ws, ourRenderer()));
  return starterFiles(lab, ourRenderer());
}

function starterFor(
  ws: Workspace,
  starter: ReadonlyMap<string, StarterFile>,
  file: string,
): StarterFile {
  const fromHere = relative(ws.root, resolve(file)).split(sep).join("/");
  const found = starter.get(fromHere) ?? starter.get(file.replace(/^\.\//, ""));
  if (found) return found;
  const [near] = nearest(file, starter.keys());
  throw new HalabError(
    "NOT_FOUND",
    `the starter has no file "${file}"${near ? `; did you mean "${near}"?` : ""}`,
    {
      details: [...starter.keys()],
      hint: near ? `halab reset ${near}` : "halab reset FILE   (one of those above)",
    },
  );
}

function resetOne(ws: Workspace, { path, bytes, mode }: StarterFile): Reset {
  const place = join(ws.root, path);
  const before = bytesOf(place);
  const kept = before && !before.equals(bytes) ? keepCopy(ws, path, before) : null;
  // What is no file (a link, a folder) is not written through.
  if (before === undefined && lstatSync(place, { throwIfNoEntry: false })) removeOther(place, path);
  writeWhole(place, bytes, mode);
  return { file: path, kept };
}

function removeOther(place: string, path: string): void {
  if (lstatSync(place).isDirectory())
    throw new HalabError("CONFLICT", `${path} is a folder, and has to be a file`, {
      hint: `move ${path} away, then the same command again`,
    });
  rmSync(place);
}

/** Undefined: no file, or not there. */
function bytesOf(path: string): Buffer | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? readFileSync(path) : undefined;
}
