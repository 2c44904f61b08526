/** A student's folder that `halab learn` made: found from the current folder upwards, and read. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { HalabError, messageOf } from "../../core/base/error.ts";
import { type Language, languages } from "../../core/base/language.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import { shown } from "../../core/base/shown.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import type { Lab } from "../../core/lab/lab.ts";
import { openLab, studentFiles } from "../../core/lab/open.ts";

/** Raised when halab.json, or what lies beside it, changes its form; older ones are upgraded as they are read. */
export const workspaceSchema = "halab/workspace/1";

/** What halab.json holds. */
export const workspaceFile = z.strictObject({
  schema: z.literal(workspaceSchema),
  id: z.string().regex(/^[0-9a-f]{6}$/),
  lab: z.string().min(1),
  params: z.record(z.string(), z.string()),
  lang: z.enum(languages),
  /** halab's version that made it. */
  halab: z.string(),
});

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
  /** The cluster's name: learn-LAB-ID. */
  readonly cluster: string;
}

/** What halab keeps for itself: progress, reports, evidence, logs, copies of what it replaced. */
export function ownFolder(ws: Pick<Workspace, "root">): string {
  return join(ws.root, ".halab");
}

/** From `dir`, or the current folder, upwards; throws USAGE for a halab.json that cannot be read as one. */
export function findWorkspace(dir = process.cwd()): Workspace | undefined {
  for (let folder = resolve(dir); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "halab.json"))) return readWorkspace(folder);
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

/** Clusters' names have at most 41 letters. */
export function clusterOf(lab: string, id: string): string {
  const short = lab.replace(/[^a-z0-9-]/g, "").slice(0, 28);
  return `learn-${short}-${id}`;
}

function readWorkspace(root: string): Workspace {
  const path = join(root, "halab.json");
  const wrong = (why: string, hint: string) =>
    new HalabError("USAGE", `${shown(path)} ${why}`, { hint });
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw wrong(
      `cannot be read: ${messageOf(error)}`,
      "halab learn LAB DIR   (in a new folder; then copy your files over)",
    );
  }
  const schema = schemaOf(given);
  if (schema > 1)
    throw wrong(
      `is of the form halab/workspace/${schema}: a newer halab made it`,
      "use that halab, or a newer one",
    );
  const parsed = workspaceFile.safeParse(given);
  if (!parsed.success)
    throw wrong(
      `is no workspace's file: ${parsed.error.issues[0]?.message ?? "it is of another form"}`,
      "halab learn LAB DIR   (in a new folder; then copy your files over)",
    );
  const { id, lab, params, lang } = parsed.data;
  return { root, id, lab, params, lang, cluster: clusterOf(labName(lab), id) };
}

/** A lab may be given by the path of its folder. */
export function labName(lab: string): string {
  return lab.replace(/\/+$/, "").split("/").at(-1)?.toLowerCase() ?? lab;
}

function schemaOf(given: unknown): number {
  if (typeof given !== "object" || given === null || !("schema" in given)) return 0;
  return Number(/^halab\/workspace\/(\d+)$/.exec(String(given.schema))?.[1] ?? 0);
}

/** The lab with the student's files; throws SUBMISSION_INVALID for what is wrong with them. */
export async function openLabOf(
  ws: Workspace,
  renderer: Renderer,
): Promise<{ lab: Lab; plan: Plan; notes: readonly string[] }> {
  const { params, root } = ws;
  return await openLab(ws.lab, { renderer, params, sources: studentFiles(root) });
}
