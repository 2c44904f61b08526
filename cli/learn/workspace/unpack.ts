/** `halab learn --open FILE.tgz DIR`: a workspace from a submission. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { visible } from "../../core/base/clean.ts";
import { HalabError } from "../../core/base/error.ts";
import { isLanguage, type Language } from "../../core/base/language.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import { openLab } from "../../core/lab/open.ts";
import { takesOf } from "../../core/lab/submission/takes.ts";
import { workspacesOfThisMachine } from "../cluster/note.ts";
import { sha256 } from "../work/given.ts";
import { type Made, makeWorkspace, requireEmpty } from "./make.ts";
import { limits, type Manifest, manifest } from "./manifest.ts";
import { labName } from "./open.ts";
import { type Entry, invalid, unpacked } from "./pack.ts";
import { writeWhole } from "./store.ts";

interface OpenSubmission {
  /** The archive. */
  readonly file: string;
  /** New, or empty; left out: a new one beside here, named as the archive names itself. */
  readonly dir?: string | undefined;
  /** Left out: the language that it was worked on in. */
  readonly lang?: Language | undefined;
  readonly renderer: Renderer;
}

/** Everything is looked at before anything is written. Throws SUBMISSION_INVALID, or CONFLICT for a folder that is in use. */
export async function openSubmission(options: OpenSubmission): Promise<Made> {
  const { file, renderer } = options;
  const entries = await unpacked(readArchive(file), file);
  const said = manifestIn(entries, file);
  const { lab: name, params, id } = said;
  const { lab } = await openLab(name, { renderer, params });
  const wanted = new Map([...entries].filter(([path]) => path !== "manifest.json"));
  requireKnown(wanted, [...takesOf(lab.file).keys()], file);
  requireAsSaid(wanted, said, file);
  const root = requireEmpty(options.dir ?? `${labName(name)}-${id}`);
  // halab.json last, with the rest of what makes a workspace: who is killed meanwhile begins again.
  for (const { path, bytes, executable } of wanted.values())
    if (path !== "halab.json") writeWhole(join(root, path), bytes, executable ? 0o755 : 0o644);
  return await makeWorkspace({
    ...{ lab: name, dir: root, params, renderer },
    ...(hasCluster(id) ? {} : { id }),
    lang: options.lang ?? (isLanguage(said.lang) ? said.lang : "en"),
    starter: false,
  });
}

/** The workspace that was packed is on this machine, and has a cluster: two would work on it. */
function hasCluster(id: string): boolean {
  return workspacesOfThisMachine().some(({ workspace }) => workspace?.id === id);
}

function readArchive(file: string): Buffer {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile())
    throw new HalabError("NOT_FOUND", `there is no file ${visible(file)}`, {
      hint: "halab learn --open FILE.tgz DIR",
    });
  if (stat.size > limits.packed) throw invalid(visible(file), "is larger than a submission is");
  return readFileSync(file);
}

function manifestIn(entries: ReadonlyMap<string, Entry>, file: string): Manifest {
  const text = entries.get("manifest.json")?.bytes.toString("utf8");
  if (text === undefined) throw invalid(file, "is no submission: it has no manifest.json");
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw invalid(file, "has a broken manifest.json");
  }
  const form =
    given !== null && typeof given === "object" && "schema" in given ? String(given.schema) : "";
  if (Number(/^halab\/submission\/(\d+)$/.exec(form)?.[1] ?? 1) > 1)
    throw invalid(file, `is of the form ${form}: a newer halab packed it`);
  const parsed = manifest.safeParse(given);
  if (!parsed.success) throw invalid(file, "has a manifest.json of another form");
  return parsed.data;
}

const own = /^(halab\.json|\.halab\/progress\.json|\.halab\/checks\/[a-z0-9][a-z0-9-]*\.json)$/;

/** Nothing else belongs into it, whatever it says of itself. */
function requireKnown(
  entries: ReadonlyMap<string, Entry>,
  owners: readonly string[],
  file: string,
): void {
  for (const path of entries.keys()) {
    const [owner = "", ...rest] = path.split("/");
    if (own.test(path) || (rest.length > 0 && owners.includes(owner))) continue;
    throw invalid(file, `holds "${visible(path)}", which is no part of a workspace`);
  }
}

function requireAsSaid(
  entries: ReadonlyMap<string, Entry>,
  { files }: Manifest,
  file: string,
): void {
  const listed = new Map(files.map((one) => [one.path, one]));
  for (const [path, { bytes }] of entries)
    if (listed.get(path)?.sha256 !== sha256(bytes))
      throw invalid(file, `was changed: "${visible(path)}" is not as its manifest says`);
  const gone = files.find(({ path }) => !entries.has(path));
  if (gone) throw invalid(file, `was changed: "${visible(gone.path)}" is missing`);
}
