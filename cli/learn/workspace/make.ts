/** `halab learn LAB DIR`: makes the workspace, or resumes the one that is there. */
import { createHash, randomBytes } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { HalabError } from "../../core/base/error.ts";
import { makeFolder } from "../../core/base/folders.ts";
import { labsDir } from "../../core/base/home.ts";
import type { Language } from "../../core/base/language.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import { shown } from "../../core/base/shown.ts";
import { halabVersion } from "../../core/base/version.ts";
import type { Lab } from "../../core/lab/lab.ts";
import { labNames, openLab, requireLabDir } from "../../core/lab/open.ts";
import { allLabs } from "../../core/lab/places.ts";
import { isBeside } from "../../core/lab/submission/advice.ts";
import { takesOf } from "../../core/lab/submission/takes.ts";
import { say } from "../words/say.ts";
import { guideOf } from "./guide.ts";
import {
  labOptions,
  ownFolder,
  readWorkspace,
  type Workspace,
  type WorkspaceFile,
  workspaceOf,
  workspaceSchema,
} from "./open.ts";
import { readProgress } from "./progress.ts";
import { starterFiles } from "./starter.ts";
import { textOf, writeWhole } from "./store.ts";

export interface MakeOptions {
  /** Name or path, as `openLab` takes it. */
  readonly lab: string;
  readonly dir: string;
  /** Left out: the defaults, or those of the workspace that is there. */
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly lang: Language;
  readonly renderer: Renderer;
  /** Of a workspace that comes back from an archive. */
  readonly id?: string;
  /** `false`: no file of the starter is put in; what a student has handed in is all there is. */
  readonly starter?: boolean;
}

export interface Made {
  readonly workspace: Workspace;
  /** It was there already. */
  readonly resumed: boolean;
  /** What its student has to know: sentences. */
  readonly notes: readonly string[];
}

/** Throws CONFLICT for a folder that holds something else, or is another lab's workspace; a student's file is never touched. */
export async function makeWorkspace(options: MakeOptions): Promise<Made> {
  const root = rootOf(options.dir);
  if (existsSync(join(root, "halab.json"))) return resume(root, options);
  const { dir, renderer, params = {}, lang } = options;
  const name = nameOf(options.lab);
  const { lab } = await openLab(name, { renderer, params });
  requireFree(root, dir, lab);
  const id = options.id ?? randomBytes(3).toString("hex");
  const file: WorkspaceFile = {
    schema: workspaceSchema,
    id,
    lab: name,
    params,
    lang,
    halab: halabVersion(),
  };
  const workspace = workspaceOf(root, file);
  makeFolder(ownFolder(workspace), 0o700);
  const starter = options.starter === false ? undefined : starterFiles(lab, renderer);
  for (const { path, bytes, mode } of starter?.values() ?? []) {
    const place = join(root, path);
    if (lstatSync(place, { throwIfNoEntry: false }) === undefined) writeWhole(place, bytes, mode);
  }
  await writeGuide(workspace, lab, renderer);
  // Last: where it lies, the rest lies too.
  writeFile(root, file);
  return { workspace, resumed: false, notes: readProgress(workspace).notes };
}

/** One of ours by its name, wherever it was typed; another by its full path, as the folder may be used from anywhere. */
function nameOf(lab: string): string {
  const path = resolve(lab);
  const ours = labNames().find((name) => name === lab || join(labsDir(), name) === path);
  if (ours !== undefined) return ours;
  // From elsewhere, by its name: found again by its folder, wherever halab is called.
  if (allLabs().some(({ name }) => name === lab)) return resolve(requireLabDir(lab));
  // What is not there is called as it was typed.
  return existsSync(path) ? path : lab;
}

/** A link to a folder is followed: what is meant is the folder. */
function rootOf(dir: string): string {
  const path = resolve(dir);
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return path;
  const root = realpathSync(path);
  if (lstatSync(root).isDirectory()) return root;
  throw new HalabError("CONFLICT", `${dir} is no folder`, { hint: "halab learn LAB DIR" });
}

/** The folder's full path; throws CONFLICT unless it is new or empty. */
export function requireEmpty(dir: string): string {
  const root = rootOf(dir);
  const [there] = existsSync(root) ? readdirSync(root) : [];
  if (there === undefined) return root;
  throw new HalabError("CONFLICT", `${dir} is not empty: it holds ${there}`, {
    hint: "give the name of a new folder",
  });
}

/** Whoever was killed while it was made left some of it; and somebody may have files for the lab already. */
function requireFree(root: string, dir: string, lab: Lab): void {
  if (!existsSync(root)) return;
  const takes = takesOf(lab.file);
  const others = readdirSync(root).filter((name) => !takes.has(name) && !isBeside(name));
  if (others.length === 0) return;
  const some = others.slice(0, 5).join(", ");
  throw new HalabError(
    "CONFLICT",
    `${dir} holds other things: ${some}${others.length > 5 ? " ..." : ""}`,
    {
      details: ["a workspace is a folder of its own: empty, new, or one that halab learn has made"],
      hint: `halab learn ${lab.name} ${join(dir, lab.name)}`,
    },
  );
}

async function resume(root: string, options: MakeOptions): Promise<Made> {
  const { workspace: before, file } = readWorkspace(root);
  requireSame(before, options);
  const { renderer, lang } = options;
  const workspace = { ...before, lang };
  const { lab } = await openLab(before.lab, labOptions(before, renderer));
  if (lang !== file.lang || file.halab !== halabVersion())
    writeFile(root, { ...file, lang, halab: halabVersion() });
  const notes = [...(await writeGuide(workspace, lab, renderer)), ...readProgress(workspace).notes];
  const starter = starterFiles(lab, renderer);
  const missing = [...starter.keys()].filter((path) => !hasFile(workspace, lab, path));
  return {
    workspace,
    resumed: true,
    notes: [...notes, ...missing.map((file) => say(lang, "workspace.missing", { file }))],
  };
}

/** A file of a role may be given for each of its nodes instead. */
function hasFile({ root }: Workspace, lab: Lab, path: string): boolean {
  if (existsSync(join(root, path))) return true;
  const [owner = "", ...rest] = path.split("/");
  const nodes = Object.entries(lab.file.nodes).filter(
    ([name, { role }]) => role === owner || name === owner,
  );
  return nodes.every(([name, { role }]) =>
    [name, role].some((folder) => existsSync(join(root, folder, ...rest))),
  );
}

function requireSame(ws: Workspace, { lab, params }: MakeOptions): void {
  if (nameOf(lab) !== ws.lab)
    throw new HalabError(
      "CONFLICT",
      `${shown(ws.root)} is a workspace of ${ws.lab}, not of ${lab}`,
      {
        hint: `halab learn ${lab} ANOTHER-DIR`,
      },
    );
  const others = Object.entries(params ?? {}).filter(([name, value]) => ws.params[name] !== value);
  if (others.length === 0) return;
  const [names, were] = [
    others.map(([name, value]) => `${name}=${value}`).join(", "),
    Object.entries(ws.params).map(([name, value]) => `${name}=${value}`),
  ];
  throw new HalabError(
    "CONFLICT",
    `${shown(ws.root)} was made with other parameters than ${names}`,
    {
      details: [were.length === 0 ? "with the lab's defaults" : `with ${were.join(", ")}`],
      hint: `halab learn ${lab} ANOTHER-DIR --param ${names.split(", ")[0]}`,
    },
  );
}

function writeFile(root: string, file: WorkspaceFile): void {
  writeWhole(join(root, "halab.json"), `${JSON.stringify(file, null, 2)}\n`);
}

/** Somebody may have written into it: then it stays as it is. */
async function writeGuide(ws: Workspace, lab: Lab, renderer: Renderer): Promise<string[]> {
  const guide = await guideOf(ws, lab, renderer);
  if (guide === undefined) return [];
  const [path, mark] = [join(ws.root, "guide.md"), join(ownFolder(ws), "guide.sha256")];
  const there = textOf(path);
  if (there === guide) return [];
  if (there !== undefined && digest(there) !== textOf(mark)) {
    return textOf(mark) === digest(guide) ? [] : [say(ws.lang, "workspace.guideKept")];
  }
  writeWhole(path, guide);
  writeWhole(mark, digest(guide));
  return [];
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** What the guide says, for who shows it: the workspace's own copy, or the lab's if that was removed. */
export async function readGuide(ws: Workspace, renderer: Renderer): Promise<string> {
  const path = join(ws.root, "guide.md");
  if (existsSync(path)) return readFileSync(path, "utf8");
  const { lab } = await openLab(ws.lab, labOptions(ws, renderer));
  return (await guideOf(ws, lab, renderer)) ?? "";
}
