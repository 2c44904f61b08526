/** A path -> what was handed in there: one submission, or those of a class. */
import { lstatSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { HalabError } from "../../core/base/error.ts";
import type { Entry, Folder } from "../../core/lab/submission/folder.ts";
import { type Budget as Look, pathsIn } from "../../core/lab/submission/look.ts";
import { plain, unreadable } from "../../core/lab/submission/words.ts";
import { batchIn, batchOf } from "./batch.ts";
import type { Handed } from "./complete.ts";
import { folderItems, openFolder } from "./folder.ts";
import { mostMetadata, submitters } from "./gradescope.ts";
import type { Item } from "./item.ts";
import { isArchiveName, kindOf, stemOf } from "./kinds.ts";
import { type Group, type Layout, moodleStudent, recognise } from "./layouts.ts";
import { refusal } from "./limits.ts";
import { isLitter } from "./litter.ts";
import type { Room } from "./room.ts";
import type { Stage } from "./stage.ts";
import { openArchive, unpackInto } from "./unpack.ts";

/** So many names of one folder are looked at for submissions. */
const mostLooked = 2_000;

/** Whether a path may be a class: only where it is the only one, since its names come from those who hand in. */
interface Given {
  readonly path: string;
  readonly alone: boolean;
}

/** Throws SUBMISSION_INVALID for a file that is no archive, NOT_FOUND for nothing. */
export async function handedIn({ path, alone }: Given, room: Room): Promise<readonly Handed[]> {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat)
    throw new HalabError("NOT_FOUND", `there is no ${plain(path)}`, {
      hint: "halab grade LAB PATH...   (folders, archives, or a folder of these)",
    });
  const name = basename(resolve(path));
  if (stat.isSymbolicLink()) return [no(path, name, "it is a link: links are not followed")];
  if (stat.isDirectory()) return (alone ? classOf(path, room) : undefined) ?? [folder(path)];
  if (isLitter(name)) return [];
  if (!stat.isFile()) return [no(path, name, "it is no file")];
  return await fromFile({ path, alone }, room);
}

async function fromFile({ path, alone }: Given, room: Room): Promise<readonly Handed[]> {
  const name = basename(path);
  let head: Buffer;
  try {
    using file = openArchive(path);
    ({ head } = file);
    const batch =
      alone && kindOf(head, name).read === "zip" ? await batchIn(file, path, room) : undefined;
    if (batch) return await batchOf(file, batch, { path, room });
  } catch (error) {
    if (error instanceof HalabError && error.code === "SUBMISSION_INVALID" && isArchiveName(name))
      return [no(path, stemOf(name), error.message)];
    throw error;
  }
  if (kindOf(head, name).read === "no" && !isArchiveName(name))
    throw new HalabError(
      "SUBMISSION_INVALID",
      `${plain(path)} is no submission: neither a folder nor an archive`,
    );
  return [archive(path)];
}

function archive(path: string): Handed {
  const name = stemOf(basename(path));
  const fill = async (room: Room) => {
    const stage = room.stage();
    await unpackInto(stage, path, room.ctx);
    return stage;
  };
  return { name, source: path, student: moodleStudent(name), opened: 1, fill };
}

function folder(path: string): Handed {
  const name = basename(resolve(path));
  const fill = async (room: Room) => {
    if (room.isIn(path))
      throw new HalabError(
        "CONFLICT",
        `${plain(path)} is handed in, and results would go into it`,
        {
          hint: "--out DIR elsewhere",
        },
      );
    using open = openFolder(path);
    return await staged(room, folderItems(open, room.limits));
  };
  return { name, source: path, student: moodleStudent(name), opened: 0, fill };
}

async function staged(room: Room, items: AsyncIterable<Item>): Promise<Stage> {
  const stage = room.stage();
  for await (const item of items) {
    room.ctx.signal.throwIfAborted();
    await stage.take(item);
  }
  return stage;
}

/** Undefined: it is one submission. */
function classOf(path: string, room: Room): readonly Handed[] | undefined {
  // Results may go beside the submissions: they are none.
  const top = look(path, room)?.filter(({ name }) => !room.isIn(join(path, name)));
  if (!top || top.some(({ name }) => room.owners.has(name))) return undefined;
  const layout = recognise(asNames(top), basename(resolve(path)));
  if (layout) return ofLayout(path, layout);
  const [only, more] = top.filter(({ name }) => !isLitter(name));
  if (only?.is === "folder" && more === undefined) {
    const inner = recognise(asNames(look(join(path, only.name), room) ?? []), only.name);
    if (inner) return ofLayout(join(path, only.name), inner);
  }
  return folderOfMany(path, top, room);
}

/** Undefined: what may not be read is said when it is taken. */
function look(path: string, room: Room): readonly Entry[] | undefined {
  try {
    using open = openFolder(path);
    return open.entries(room.limits.entries).entries;
  } catch {
    return undefined;
  }
}

function asNames(entries: readonly Entry[]) {
  return entries.map(({ name, is }) => ({ name, folder: is === "folder" }));
}

function ofLayout(path: string, layout: Layout): readonly Handed[] {
  const students = submitters(layout.metadata ? metadataIn(path, layout.metadata) : "");
  return layout.groups.map((group) => ({
    ...ofGroup(path, group),
    student: group.student ?? students.get(group.id)?.[0],
    team: students.get(group.id),
  }));
}

function metadataIn(path: string, name: string): string {
  using open = openFolder(path);
  try {
    return open.read(name, mostMetadata)?.toString("utf8") ?? "";
  } catch (error) {
    throw refusal(`${plain(join(path, name))} ${unreadable(error)}`);
  }
}

function ofGroup(path: string, { id, members }: Group): Handed {
  const [only, more] = members;
  if (only && more === undefined) {
    if (only.folder) return { ...folder(join(path, only.name)), name: id };
    if (isArchiveName(only.name)) return { ...archive(join(path, only.name)), name: id };
  }
  const names = new Set(members.map(({ name }) => name));
  const fill = async (room: Room) => {
    using open = openFolder(path);
    return await staged(room, folderItems(open, room.limits, names));
  };
  return { name: id, source: join(path, id), opened: 0, fill };
}

/** Folders and archives side by side, two at least of which look like submissions. */
function folderOfMany(
  path: string,
  top: readonly Entry[],
  room: Room,
): readonly Handed[] | undefined {
  const candidates = top.filter((entry) => isCandidate(entry));
  // A node's own archive is part of one submission.
  if (candidates.some(({ name }) => room.owners.has(stemOf(name)))) return undefined;
  using open = openFolder(path);
  let found = 0;
  for (const entry of candidates) {
    if (found === 2) break;
    if (entry.is === "file" || holdsNodes(open, entry.name, room)) found += 1;
  }
  if (found < 2) return undefined;
  return candidates.map(({ name, is }) =>
    is === "folder" ? folder(join(path, name)) : archive(join(path, name)),
  );
}

function isCandidate({ name, is }: Entry): boolean {
  return !isLitter(name) && (is === "folder" || (is === "file" && isArchiveName(name)));
}

function holdsNodes(parent: Folder, name: string, room: Room): boolean {
  const budget: Look = { left: mostLooked };
  return pathsIn(parent, name, budget).some(
    (path) =>
      isArchiveName(path) || path.split("/").some((part) => room.owners.has(part.toLowerCase())),
  );
}

function no(path: string, name: string, what: string): Handed {
  return { name, source: path, opened: 0, fill: () => Promise.reject(refusal(what)) };
}
