/** A student's folder that `halab learn` made: found from the current folder upwards, and read. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { HalabError } from "../../core/base/error.ts";
import { type Language, languages } from "../../core/base/language.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import { shown } from "../../core/base/shown.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import type { Lab } from "../../core/lab/lab.ts";
import { openLab, studentFiles } from "../../core/lab/open.ts";
import { jsonOf } from "./store.ts";

/** Raised when halab.json, or what lies beside it, changes its form; older ones are upgraded as they are read. */
export const workspaceSchema = "halab/workspace/1";

const workspaceFile = z.strictObject({
  schema: z.literal(workspaceSchema),
  id: z.string().regex(/^[0-9a-f]{6}$/),
  lab: z.string().min(1),
  params: z.record(z.string(), z.string()),
  lang: z.enum(languages),
  /** The version that made it, or worked on it last. */
  halab: z.string(),
  /** Made by `halab incident`, whose cluster has this name: what lies here is broken, and is to be mended. */
  incident: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,40}$/)
    .optional(),
});
export type WorkspaceFile = z.infer<typeof workspaceFile>;

/** halab.json in the workspace's root. */
export interface Workspace {
  /** Absolute. */
  readonly root: string;
  /** 6 hex digits. */
  readonly id: string;
  /** Name or path, as `openLab` takes it. */
  readonly lab: string;
  readonly params: Readonly<Record<string, string>>;
  readonly lang: Language;
  /** The cluster's name: learn-LAB-ID, or the incident's. */
  readonly cluster: string;
  /** It is an incident's. */
  readonly incident?: true;
}

/** What halab keeps for itself: progress, reports, evidence, logs, copies of what it replaced. */
export function ownFolder(ws: Pick<Workspace, "root">): string {
  return join(ws.root, ".halab");
}

/** From `dir`, or the current folder, upwards; throws USAGE for a halab.json that cannot be read as one. */
export function findWorkspace(dir = process.cwd()): Workspace | undefined {
  for (let folder = resolve(dir); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "halab.json"))) return readWorkspace(folder).workspace;
    if (folder === dirname(folder)) return undefined;
  }
}

/** The same; throws NOT_FOUND where there is none. */
export function requireWorkspace(dir?: string): Workspace {
  const found = findWorkspace(dir);
  if (found) return found;
  const where = dir === undefined ? "this folder" : shown(resolve(dir));
  throw new HalabError("NOT_FOUND", `${where} is in no workspace`, {
    hint: "halab learn LAB DIR   (makes one; then: cd DIR, or --dir DIR)",
  });
}

/** What halab.json of a folder says. Throws USAGE for one of a newer halab, or a broken one. */
export function readWorkspace(root: string): { workspace: Workspace; file: WorkspaceFile } {
  const path = join(root, "halab.json");
  const wrong = (why: string, hint: string) =>
    new HalabError("USAGE", `${shown(path)} ${why}`, { hint });
  const given = jsonOf(path);
  const form = formOf(given);
  if (form > 1)
    throw wrong(
      `is of the form halab/workspace/${form}: a newer halab made this workspace`,
      "use that halab, or a newer one",
    );
  const parsed = workspaceFile.safeParse(upgraded(given, form));
  if (!parsed.success)
    throw wrong(
      "is broken, so nothing is known of this workspace",
      "move it away, then: halab learn LAB DIR   (your files stay as they are, your checks are found again)",
    );
  return { workspace: workspaceOf(root, parsed.data), file: parsed.data };
}

/** What a file of halab.json's form means, in a folder. */
export function workspaceOf(root: string, file: WorkspaceFile): Workspace {
  const { id, lab, params, lang, incident } = file;
  const cluster = incident ?? clusterOf(lab, id);
  const marked = incident === undefined ? {} : { incident: true as const };
  return { root, id, lab, params, lang, cluster, ...marked };
}

/** A lab may be given by the path of its folder. */
export function labName(lab: string): string {
  return lab.replace(/\/+$/, "").split("/").at(-1) ?? lab;
}

/** Clusters' names have at most 41 letters. */
function clusterOf(lab: string, id: string): string {
  const short = labName(lab)
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, "");
  return `learn-${short.slice(0, 28)}-${id}`;
}

/** 0: it says none. */
function formOf(given: unknown): number {
  if (typeof given !== "object" || given === null || !("schema" in given)) return 0;
  return Number(/^halab\/workspace\/(\d+)$/.exec(String(given.schema))?.[1] ?? 0);
}

/** Before the first form was written down a workspace had no language and no version. */
function upgraded(given: unknown, form: number): unknown {
  if (form !== 0 || typeof given !== "object" || given === null) return given;
  return { lang: "en", params: {}, halab: "0.1.0", ...given, schema: workspaceSchema };
}

export function labOptions(ws: Pick<Workspace, "params">, renderer: Renderer) {
  return { renderer, params: ws.params };
}

/** The lab with the student's files; throws SUBMISSION_INVALID for what is wrong with them. */
export async function openLabOf(
  ws: Workspace,
  renderer: Renderer,
): Promise<{ lab: Lab; plan: Plan; notes: readonly string[] }> {
  try {
    const sources = studentFiles(ws.root);
    return await openLab(ws.lab, { ...labOptions(ws, renderer), sources });
  } catch (error) {
    throw withReset(error);
  }
}

/** Who has a workspace gets a missing file back from it, not from the lab's folder. */
function withReset(error: unknown): unknown {
  if (!(error instanceof HalabError) || !error.hint?.startsWith("halab learn ")) return error;
  const { code, message, details, cause, node } = error;
  const [, file] = /^there is no ([^\s,]+)/.exec(message) ?? [];
  const hint = `halab reset ${file ?? "FILE"}   (brings the starter's back)`;
  return new HalabError(code, message, { details, cause, node, hint });
}
