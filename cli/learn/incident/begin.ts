/** Begins an incident: a folder with the broken files, a cluster that runs with them, and what was felt then. */
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { HalabError } from "../../core/base/error.ts";
import { makeFolder } from "../../core/base/folders.ts";
import type { Language } from "../../core/base/language.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import { shown } from "../../core/base/shown.ts";
import type { Ctx } from "../../core/base/time.ts";
import { halabVersion } from "../../core/base/version.ts";
import { clusterName } from "../../core/cluster/name.ts";
import { openLab } from "../../core/lab/open.ts";
import { playThere } from "../../core/run/live/there.ts";
import { planOnly } from "../../core/run/part.ts";
import { ensureCluster } from "../cluster/background.ts";
import {
  openLabOf,
  ownFolder,
  type Workspace,
  type WorkspaceFile,
  workspaceOf,
  workspaceSchema,
} from "../workspace/open.ts";
import { writeWhole } from "../workspace/store.ts";
import { brokenFiles } from "./files.ts";
import { pagerOf } from "./pager.ts";
import type { Incident } from "./pool.ts";
import { type IncidentRecord, type Pager, updateRecord, writeRecord } from "./record.ts";

interface BeginOptions {
  readonly incident: Incident;
  /** Default: incident-HEX in the current folder. */
  readonly dir?: string | undefined;
  /** The cluster's; default: incident-HEX. */
  readonly name?: string | undefined;
  readonly lang: Language;
  readonly renderer: Renderer;
}

interface Begun {
  readonly workspace: Workspace;
  readonly record: IncidentRecord;
}

/** Throws CONFLICT for a folder that holds something already. */
export async function beginIncident(options: BeginOptions, ctx: Ctx): Promise<Begun> {
  const { incident, renderer } = options;
  const workspace = await makeIncident(options);
  const { key } = incident;
  await ensureCluster(workspace, ctx);
  const pager = await whatIsFelt(workspace, incident, renderer, ctx);
  // The clock runs from when somebody is told.
  const begun = new Date().toISOString();
  const record = await updateRecord(workspace, (before) => ({ ...before, key, begun, pager }));
  return { workspace, record };
}

/** The folder alone: who begins an incident again in it finds the same. */
async function makeIncident(options: BeginOptions): Promise<Workspace> {
  const { incident, lang, renderer } = options;
  const id = randomBytes(3).toString("hex");
  const root = freeFolder(options.dir ?? `incident-${id}`);
  const { lab, key, one } = incident;
  const { plan, lab: opened } = await openLab(lab, { renderer, sources: () => one.sources });
  const file: WorkspaceFile = {
    schema: workspaceSchema,
    id,
    lab: basename(opened.dir) === lab ? lab : resolve(opened.dir),
    params: {},
    lang,
    halab: halabVersion(),
    incident: clusterName(options.name ?? `incident-${id}`),
  };
  const workspace = workspaceOf(root, file);
  makeFolder(ownFolder(workspace), 0o700);
  for (const { path, bytes, mode } of brokenFiles(plan)) writeWhole(join(root, path), bytes, mode);
  const begun = new Date().toISOString();
  writeRecord(workspace, { schema: "halab/incident/1", lab: file.lab, key, begun, checks: 0 });
  // Last: where it lies, the rest lies too.
  writeWhole(join(root, "halab.json"), `${JSON.stringify(file, null, 2)}\n`);
  return workspace;
}

function freeFolder(dir: string): string {
  const root = resolve(dir);
  if (!existsSync(root) || readdirSync(root).length === 0) return root;
  throw new HalabError("CONFLICT", `${shown(root)} is not empty`, {
    hint: "halab incident --dir NEW-FOLDER",
  });
}

/** Plays the step in which it shows, once: what comes of it is what users felt. */
async function whatIsFelt(
  ws: Workspace,
  { one }: Incident,
  renderer: Renderer,
  ctx: Ctx,
): Promise<Pager> {
  const step = one.catches ?? "";
  const { lab, plan } = await openLabOf(ws, renderer);
  const cluster = await ensureCluster(ws, ctx);
  const task = "incident";
  ctx.progress({ task, state: "start", text: "something is happening ..." });
  // The steps' own progress would say what is being tried.
  const quiet: Ctx = { ...ctx, progress: () => {} };
  const part = planOnly(plan, step, lab.kinds);
  const runs = join(ownFolder(ws), "runs");
  const { report, view } = await playThere({ lab, plan: part, cluster, runs }, quiet);
  ctx.progress({ task, state: "done", text: "the pager rings" });
  return pagerOf(report, view, step);
}
