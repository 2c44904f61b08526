/** How platforms lay out what they hand out: told by the names at its top. */
import { isArchiveName, stemOf } from "./kinds.ts";
import { isLitter } from "./litter.ts";
import type { Student } from "./submission.ts";

/** One name at the top. */
export interface Name {
  readonly name: string;
  readonly folder: boolean;
}

/** What belongs to one submission. */
export interface Group {
  readonly id: string;
  readonly student?: Student;
  readonly members: readonly Name[];
}

export interface Layout {
  readonly groups: readonly Group[];
  /** A file at the top that says who handed in what. */
  readonly metadata?: string;
}

const gradescopeFile = "submission_metadata.yml";

/** Undefined: none of those known. `above`: the folder's own name. */
export function recognise(all: readonly Name[], above: string): Layout | undefined {
  const names = all.filter(({ name }) => !isLitter(name));
  return gradescope(names) ?? moodle(names) ?? canvas(names) ?? classroom(names, above);
}

/** Names may hold "_": from the right. Without folders the file's own name follows. */
const moodleName =
  /^(?<key>(?<who>.*)_(?<number>\d+)_assignsubmission_(?<kind>file|onlinetext)_?)(?<file>.*)$/su;

/** The name and number in what Moodle calls a student's folder. */
export function moodleStudent(name: string): Student | undefined {
  const found = moodleName.exec(name)?.groups;
  if (!found) return undefined;
  const { who = "", number = "" } = found;
  return { name: who, number };
}

function moodle(names: readonly Name[]): Layout | undefined {
  const keyed = names.flatMap((one) => {
    const found = moodleName.exec(one.name)?.groups;
    // What somebody typed into a text field is no folder of files.
    return found?.["kind"] === "file" ? [{ key: found["key"] ?? "", one }] : [];
  });
  if (keyed.length === 0) return undefined;
  return grouped(keyed, (key) => ({ id: key, student: moodleStudent(key) ?? {} }));
}

/** `name_LATE_123_456_file.zip`: the user's id, and the attachment's. */
const canvasName = /^(?<who>[^_].*?)_(?:LATE_)?(?<number>\d+)_\d+_(?<file>.+)$/su;

function canvas(names: readonly Name[]): Layout | undefined {
  const keyed = names.flatMap((one) => {
    const found = one.folder ? undefined : canvasName.exec(one.name)?.groups;
    return found ? [{ key: `${found["who"]}_${found["number"]}`, one }] : [];
  });
  // One file alone may be called so by chance.
  if (keyed.length < 2 || keyed.length < names.length) return undefined;
  return grouped(keyed, (key, members) => ({
    id: members.length === 1 ? stemOf(members[0]?.name ?? key) : key,
    student: { name: key.replace(/_\d+$/, ""), number: /\d+$/.exec(key)?.[0] ?? "" },
  }));
}

function gradescope(names: readonly Name[]): Layout | undefined {
  if (!names.some(({ name, folder }) => name === gradescopeFile && !folder)) return undefined;
  const groups = names
    .filter(({ name }) => name !== gradescopeFile)
    .filter(({ name, folder }) => folder || isArchiveName(name))
    .map((one) => ({ id: one.folder ? one.name : stemOf(one.name), members: [one] }));
  return { groups, metadata: gradescopeFile };
}

/** `gh classroom clone` makes ASSIGNMENT-submissions/ASSIGNMENT-USER. */
function classroom(names: readonly Name[], above: string): Layout | undefined {
  const assignment = /^(?<assignment>.+)-submissions$/u.exec(above)?.groups?.["assignment"];
  const folders = names.filter(({ folder }) => folder);
  if (assignment === undefined || folders.length === 0) return undefined;
  const prefix = `${assignment}-`;
  if (!folders.every(({ name }) => name.startsWith(prefix) && name !== prefix)) return undefined;
  return {
    groups: folders.map((one) => ({
      id: one.name,
      student: { name: one.name.slice(prefix.length) },
      members: [one],
    })),
  };
}

type Keyed = readonly { readonly key: string; readonly one: Name }[];

function grouped(
  keyed: Keyed,
  about: (key: string, members: readonly Name[]) => Omit<Group, "members">,
): Layout {
  const groups = Map.groupBy(keyed, ({ key }) => key);
  return {
    groups: [...groups].map(([key, found]) => {
      const members = found.map(({ one }) => one);
      return { ...about(key, members), members };
    }),
  };
}
