/** A folder for each student of a class: a workspace with their values, which `halab learn` opens. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { HalabError } from "../../core/base/error.ts";
import type { Language } from "../../core/base/language.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import { shown } from "../../core/base/shown.ts";
import type { Ctx } from "../../core/base/time.ts";
import { openLab } from "../../core/lab/open.ts";
import { brokenFiles } from "../../learn/incident/files.ts";
import { type Incident, incidentsOf } from "../../learn/incident/pool.ts";
import { makeWorkspace } from "../../learn/workspace/make.ts";
import { readWorkspace } from "../../learn/workspace/open.ts";
import { writeWhole } from "../../learn/workspace/store.ts";
import {
  type Book,
  bookFile,
  type Handed,
  markOf,
  readBook,
  requireSame,
  writeBook,
} from "./book.ts";
import { keyed, sameId, variantsOf } from "./draw.ts";
import { folderNames } from "./folder-names.ts";
import type { Student } from "./roster.ts";
import { taskText } from "./task.ts";

export interface HandOut {
  /** Name or path, as `openLab` takes it. */
  readonly lab: string;
  readonly students: readonly Student[];
  readonly secret: string;
  readonly out: string;
  /** Of who names none. */
  readonly lang: Language;
  /** A mutant's files instead of the starter's: to be found and mended. */
  readonly fault: boolean;
  readonly renderer: Renderer;
  /** After each folder. */
  readonly onStudent?: (handed: Handed, made: boolean) => void;
}

/**
 * Makes what is missing, and leaves what is there: who came late gets a folder, and everybody else's values stay.
 * Gives what variants.json says now. Throws CONFLICT for folders of another lab or secret.
 */
export async function handOut(options: HandOut, ctx: Ctx): Promise<Book> {
  const { lab: name, students, secret, out, lang, renderer } = options;
  const { lab } = await openLab(name, { renderer });
  const path = bookFile(out);
  const before = readBook(path);
  if (before) requireSame(before, lab.name, secret, path);
  const known = new Map((before?.students ?? []).map((one) => [sameId(one.id), one]));
  const drawn = { name: lab.name, params: lab.file.params };
  const keyOf = ({ id }: Pick<Student, "id">) => sameId(id);
  const here = new Set(students.map(keyOf));
  const gone = ({ id }: Handed) => !here.has(sameId(id));
  // Who has left the class keeps theirs, so that nobody else gets it.
  const keys = [...new Set([...known.keys(), ...students.map(keyOf)])];
  const kept = new Map([...known].map(([key, one]) => [key, one.params]));
  const values = variantsOf(drawn, secret, keys, kept);
  const folders = folderNames(
    [...students, ...[...known.values()].filter(gone)].map(({ id }) => id),
  );
  const faults = options.fault ? await faultsOf(name, renderer) : [];
  const added = students.map((student): Handed => {
    const key = keyOf(student);
    const there = known.get(key);
    const { id, name: called, email } = student;
    return {
      id,
      ...(called === undefined ? {} : { name: called }),
      ...(email === undefined ? {} : { email }),
      lang: student.lang ?? there?.lang ?? lang,
      folder: there?.folder ?? folders.get(id) ?? "",
      workspace: there?.workspace ?? workspaceId(lab.name, secret, id),
      params: { ...values.get(key) },
      ...faultFor({ there, faults, lab: lab.name, secret, id }),
    };
  });
  const book: Book = {
    schema: "halab/variants/1",
    lab: lab.name,
    secret: markOf(secret),
    students: [...added, ...[...known.values()].filter(gone)],
  };
  // First: what was drawn must be known of every folder that somebody may have.
  writeBook(path, book);
  const task = "variants";
  ctx.progress({ task, state: "start", text: `${added.length} folders in ${shown(out)}` });
  for (const [at, one] of added.entries()) {
    ctx.signal.throwIfAborted();
    const made = await makeFolderOf(one, options, faults);
    options.onStudent?.(one, made);
    ctx.progress({ task, state: "note", text: `${at + 1} of ${added.length}` });
  }
  ctx.progress({ task, state: "done", text: `${added.length} folders in ${shown(out)}` });
  return book;
}

/** Six hex digits that are the same whenever they are drawn. */
function workspaceId(lab: string, secret: string, student: string): string {
  return keyed(secret, [lab, sameId(student), "workspace"])
    .toString(16)
    .padStart(64, "0")
    .slice(0, 6);
}

async function faultsOf(lab: string, renderer: Renderer): Promise<readonly Incident[]> {
  const all = await incidentsOf(lab, renderer);
  if (all.length > 0) return all;
  throw new HalabError("USAGE", `${lab} has no mutant to be found`, { hint: "leave out --fault" });
}

interface Faulty {
  readonly there: Handed | undefined;
  readonly faults: readonly Incident[];
  readonly lab: string;
  readonly secret: string;
  readonly id: string;
}

function faultFor({ there, faults, lab, secret, id }: Faulty): Pick<Handed, "fault"> {
  if (there) return there.fault === undefined ? {} : { fault: there.fault };
  if (faults.length === 0) return {};
  const fault = faultOf(
    lab,
    secret,
    id,
    faults.map(({ one }) => one.name),
  );
  return { fault };
}

/** Which of a lab's mutants a student has to find. Pure. */
export function faultOf(
  lab: string,
  secret: string,
  student: string,
  names: readonly string[],
): string {
  // Mutants that are added later change as few draws as may be: each has a number of its own, the lowest is taken.
  const [first] = names
    .map((name) => ({ name, at: keyed(secret, [lab, sameId(student), "fault", name]) }))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return first?.name ?? "";
}

/** Whether it was made now. Throws CONFLICT for a folder that is something else. */
async function makeFolderOf(
  one: Handed,
  options: HandOut,
  faults: readonly Incident[],
): Promise<boolean> {
  const { lab, out, renderer } = options;
  const dir = join(out, one.folder);
  if (existsSync(join(dir, "halab.json"))) {
    const { workspace } = readWorkspace(dir);
    if (workspace.id === one.workspace) return false;
    throw new HalabError("CONFLICT", `${shown(dir)} is another workspace than that of ${one.id}`);
  }
  const { params, lang, workspace: id } = one;
  const fault = faults.find((incident) => incident.one.name === one.fault);
  if (fault) {
    const { plan } = await openLab(lab, { renderer, params, sources: () => fault.one.sources });
    for (const { path, bytes, mode } of brokenFiles(plan)) writeWhole(join(dir, path), bytes, mode);
    writeWhole(join(dir, "task.md"), taskText(lang));
  }
  await makeWorkspace({ lab, dir, params, lang, renderer, id, starter: fault === undefined });
  return true;
}
