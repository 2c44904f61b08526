/** `halab submit`: the workspace as one archive, the same bytes for the same work. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { HalabError } from "../../core/base/error.ts";
import { shown } from "../../core/base/shown.ts";
import type { Ctx } from "../../core/base/time.ts";
import { halabVersion } from "../../core/base/version.ts";
import { bytesOf } from "../../core/cluster/content.ts";
import { openLab } from "../../core/lab/open.ts";
import { ourRenderer } from "../../render/ours.ts";
import { say } from "../words/say.ts";
import { sha256 } from "../work/given.ts";
import { changedSinceStart } from "../work/reset.ts";
import { statusOf, type WorkspaceStatus } from "../work/status.ts";
import { evidenceFile, lastCheck } from "./evidence.ts";
import { limits, type Manifest, submissionSchema } from "./manifest.ts";
import { labOptions, openLabOf, ownFolder, type Workspace } from "./open.ts";
import { type Entry, packed } from "./pack.ts";
import { starterFiles } from "./starter.ts";
import { textOf, writeWhole } from "./store.ts";

export interface Packed {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly manifest: Manifest;
}

/**
 * Writes `file`, whole or not at all. What is missing is no reason not to hand it in: it is said. Throws
 * SUBMISSION_INVALID for files that no node would take.
 */
export async function packWorkspace(ws: Workspace, file: string, ctx: Ctx): Promise<Packed> {
  const entries = [...(await studentsFiles(ws)), ...(await ownFiles(ws))];
  const status = await statusOf(ws, ctx);
  const manifest: Manifest = {
    schema: submissionSchema,
    lab: ws.lab,
    id: ws.id,
    params: ws.params,
    lang: ws.lang,
    halab: halabVersion(),
    points: status.points,
    maxPoints: status.maxPoints,
    missing: [...(await missingIn(ws, status))],
    files: entries
      .map(({ path, bytes, executable }) => ({
        path,
        size: bytes.length,
        sha256: sha256(bytes),
        executable,
      }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  const all = [...entries, { path: "manifest.json", bytes: text, executable: false }];
  requireWithin(all);
  const bytes = await packed(`${status.lab}-${ws.id}`, all);
  writeWhole(file, bytes);
  return { file, sha256: sha256(bytes), bytes: bytes.length, manifest };
}

/** What is missing, before anything is packed: sentences in the workspace's language. */
export async function missingIn(
  ws: Workspace,
  status: WorkspaceStatus,
): Promise<readonly string[]> {
  const { lang } = ws;
  const { lab } = await openLab(ws.lab, labOptions(ws, ourRenderer()));
  const [starter, changed] = [starterFiles(lab, ourRenderer()), await changedSinceStart(ws)];
  const untouched = [...starter.keys()].filter((path) => !changed.includes(path));
  const { plan } = await openLabOf(ws, ourRenderer());
  const now = new Map(
    plan.nodes.flatMap((node) =>
      node.files.map((one) => [node.name + one.path, sha256(bytesOf(one))] as const),
    ),
  );
  const steps = status.steps.flatMap(({ id: step, verdict }) => {
    if (verdict === undefined) return [say(lang, "workspace.missingCheck", { step })];
    if (verdict !== "pass") return [say(lang, "workspace.missingPass", { step })];
    const played = lastCheck(ws, step)?.files ?? {};
    const same = [...now].every(
      ([path, digest]) => played[path] === undefined || played[path] === digest,
    );
    return same ? [] : [say(lang, "workspace.missingSince", { step })];
  });
  return [...untouched.map((file) => say(lang, "workspace.missingEdit", { file })), ...steps];
}

/** What nodes take of the workspace, at the path where it lies. */
async function studentsFiles(ws: Workspace): Promise<Entry[]> {
  const { plan } = await openLabOf(ws, ourRenderer());
  const entries = new Map<string, Entry>();
  for (const node of plan.nodes)
    for (const file of node.files) {
      if (file.owner !== "student") continue;
      const place = [`${node.name}${file.path}`, `${node.role}${file.path}`].find((path) =>
        existsSync(join(ws.root, path)),
      );
      if (place === undefined) continue;
      const executable = (file.mode & 0o100) !== 0;
      entries.set(place, { path: place, bytes: bytesOf(file), executable });
    }
  return [...entries.values()];
}

/** Answers, predictions, hints, the evidence of the last checks, and what the workspace was made of. */
async function ownFiles(ws: Workspace): Promise<Entry[]> {
  const { lab } = await openLab(ws.lab, labOptions(ws, ourRenderer()));
  const checks = lab.file.steps.map(({ id }) => evidenceFile(ws, id));
  const paths = [join(ws.root, "halab.json"), join(ownFolder(ws), "progress.json"), ...checks];
  return paths.flatMap((path) => {
    const text = textOf(path);
    const below = path.slice(ws.root.length + 1);
    return text === undefined ? [] : [{ path: below, bytes: Buffer.from(text), executable: false }];
  });
}

/** What could not be opened again is not packed. */
function requireWithin(entries: readonly Entry[]): void {
  const all = entries.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const large = entries.find(({ bytes }) => bytes.length > limits.file);
  if (entries.length <= limits.files && all <= limits.all && !large) return;
  const what = large ? shown(large.path) : "what is to be packed";
  throw new HalabError("SUBMISSION_INVALID", `${what} is larger than a submission may be`, {
    hint: `at most ${limits.files} files, ${limits.file / 2 ** 20} MiB each, ${limits.all / 2 ** 20} MiB in all`,
  });
}
