/** One submission: what was handed in -> its clean folder, or the sentence that says why not. */
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join, posix } from "node:path";
import { plain } from "../../core/lab/submission/words.ts";
import { isArchiveName, kindOf } from "./kinds.ts";
import { isRefusal, refusal } from "./limits.ts";
import type { Room } from "./room.ts";
import { rootOf } from "./root.ts";
import { type Stage, written } from "./stage.ts";
import type { Student, Submission } from "./submission.ts";
import { openArchive, unpackInto } from "./unpack.ts";

/** What was handed in, before anything of it is read. */
export interface Handed {
  /** Its folder's or archive's. */
  readonly name: string;
  readonly source: string;
  readonly student?: Student | undefined;
  readonly team?: readonly Student[] | undefined;
  /** How many archives it has come out of: it may be in two, one in the other. */
  readonly opened: number;
  /** Gives what was handed in, and throws refusals. */
  readonly fill: (room: Room) => Promise<Stage>;
}

const mostOpened = 2;
const mostTold = 20;

export async function complete(handed: Handed, room: Room): Promise<Submission> {
  const { name, source, student, team } = handed;
  const id = room.ids.next(name);
  const dir = join(room.into, id);
  const known = {
    ...{ id, dir, source },
    ...(student ? { student } : {}),
    ...(team && team.length > 1 ? { team } : {}),
  };
  try {
    return { ...known, litter: await laidOut(handed, dir, room) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    written(dir, () => mkdirSync(dir, { recursive: true, mode: 0o700 }));
    return { ...known, refused: `${plain(name)}: ${error.message}`, litter: [] };
  }
}

/** What was left out, as sentences. */
async function laidOut(handed: Handed, dir: string, room: Room): Promise<readonly string[]> {
  const stages = [await handed.fill(room)];
  const told: string[] = [];
  try {
    for (let { opened } = handed; ; opened += 1) {
      const stage = stages[stages.length - 1];
      if (!stage) throw refusal("it holds nothing");
      told.push(...stage.notes, ...[...stage.litter].map(leftOut));
      const root = rootOf(stage, room.owners);
      const inner = root === undefined ? onlyArchive(stage, room) : undefined;
      if (inner === undefined) {
        told.push(...requireFit(stage, root, room.owners));
        written(dir, () => renameSync(join(stage.dir, root ?? ""), dir));
        return told.slice(0, mostTold);
      }
      if (opened >= mostOpened)
        throw refusal("it is an archive in an archive in an archive: hand in one that holds files");
      told.push(`${quoted(inner)} was unpacked, what lies beside it is left out`);
      const next = room.stage(stage.budget);
      stages.push(next);
      await unpackInto(next, join(stage.dir, inner), room.ctx);
    }
  } finally {
    for (const { dir: work } of stages)
      written(work, () => rmSync(work, { recursive: true, force: true }));
  }
}

/** The archive in which what nodes take must be: there is no folder beside it. Throws a refusal for several. */
function onlyArchive(stage: Stage, room: Room): string | undefined {
  const named = [...stage.files].filter(isArchiveName);
  const [first, second] = named;
  if (first === undefined) return unnamedArchive(stage);
  const folder = posix.dirname(first);
  const alone = [...stage.files].every((path) => posix.dirname(path) === folder);
  if (second === undefined || !alone) return alone ? first : undefined;
  // Of nodes' own archives whoever reads the folder says more.
  const nodes = named.some((one) => room.owners.has(one.replace(/\..*$/, "").toLowerCase()));
  if (nodes) return undefined;
  throw refusal(`it holds several archives (${quoted(first)}, ${quoted(second)}): hand in one`);
}

/** One without its ending, and nothing else. */
function unnamedArchive(stage: Stage): string | undefined {
  const [only] = stage.files;
  if (only === undefined || stage.files.size > 1) return undefined;
  using file = openArchive(join(stage.dir, only));
  return kindOf(file.head, only).read === "no" ? undefined : only;
}

/** Nothing that a node would take was left out; what else was is told. */
function requireFit(
  stage: Stage,
  root: string | undefined,
  owners: ReadonlySet<string>,
): readonly string[] {
  const lower = new Set([...owners].map((owner) => owner.toLowerCase()));
  const above = root === undefined || root === "" ? "" : `${root}/`;
  const missing = stage.odd.find(({ path }) => {
    const owner = path.startsWith(above) ? path.slice(above.length).split("/")[0] : undefined;
    return root === undefined || (owner !== undefined && lower.has(owner.toLowerCase()));
  });
  if (missing) throw refusal(`${quoted(missing.path)} ${missing.what}`);
  if (![...stage.files].some((path) => path.startsWith(above))) throw refusal("it holds no files");
  const odd = stage.odd.map(({ path, what }) => `${quoted(path)} is left out: it ${what}`);
  if (above === "") return odd;
  const top = (path: string) => path.split("/")[0] ?? path;
  const beside = [...new Set([...stage.files].filter((path) => !path.startsWith(above)).map(top))];
  return [
    `the nodes' folders were found in ${quoted(root ?? "")}`,
    ...beside.map((path) => `${quoted(path)} is left out: it lies beside them`),
    ...odd,
  ];
}

function leftOut(litter: string): string {
  return `${quoted(litter)} is left out: it is no part of the work`;
}

function quoted(path: string): string {
  return `"${plain(path)}"`;
}
