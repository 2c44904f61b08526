/** Whose submission it is, and which values they have: for who grades. */
import { HalabError } from "../../core/base/error.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import { shown } from "../../core/base/shown.ts";
import type { Lab } from "../../core/lab/lab.ts";
import { openLab } from "../../core/lab/open.ts";
import { readBook, requireSame } from "./book.ts";
import { sameId, type Values, variantsOf } from "./draw.ts";
import { readRoster } from "./roster.ts";
import { readSecret } from "./secret.ts";

/** What is known of a submission: its folder's or archive's name, and what the learning platform said of its student. */
export interface Submitted {
  readonly id: string;
  readonly student?:
    | {
        readonly name?: string | undefined;
        readonly email?: string | undefined;
        readonly number?: string | undefined;
      }
    | undefined;
}

export interface Variants {
  /** Of everybody, by the id in the list. */
  readonly all: ReadonlyMap<string, Values>;
  /** The id in the list; undefined: it is nobody's, or may be two students'. */
  studentOf(submission: Submitted): string | undefined;
  /** As `openLab` takes them. Throws NOT_FOUND for a submission of nobody in the list. */
  paramsFor(submission: Submitted): Values;
}

export interface OpenVariants {
  /** Name or path, as `openLab` takes it. */
  readonly lab: string;
  /** The file with the secret. */
  readonly secret: string;
  /** The class's list, or the variants.json of when the folders were handed out. */
  readonly students: string;
  readonly renderer: Renderer;
}

interface Entry {
  readonly id: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly workspace?: string | undefined;
}

/** `--secret FILE --students FILE`. Throws what is wrong with the two files. */
export async function openVariants(options: OpenVariants): Promise<Variants> {
  const { renderer, students: path } = options;
  const { lab } = await openLab(options.lab, { renderer });
  const secret = readSecret(options.secret);
  if (!path.endsWith(".json")) return variantsFor(lab, secret, readRoster(path));
  const book = readBook(path);
  if (!book) throw new HalabError("NOT_FOUND", `there is no file ${shown(path)}`);
  requireSame(book, lab.name, secret, path);
  const kept = new Map(book.students.map(({ id, params }) => [id, params]));
  return variantsFor(lab, secret, book.students, kept);
}

/** The same from a list that was read. Pure. */
export function variantsFor(
  lab: Pick<Lab, "name" | "file">,
  secret: string,
  students: readonly Entry[],
  kept?: ReadonlyMap<string, Values>,
): Variants {
  const drawn = { name: lab.name, params: lab.file.params };
  const all = variantsOf(
    drawn,
    secret,
    students.map(({ id }) => id),
    kept,
  );
  const studentOf = (submission: Submitted) => findStudent(students, submission)?.id;
  return {
    all,
    studentOf,
    paramsFor: (submission) => {
      const id = studentOf(submission);
      const values = id === undefined ? undefined : all.get(id);
      if (values) return values;
      throw new HalabError(
        "NOT_FOUND",
        `nobody in the list of students is the one of ${submission.id}, so their values are not known`,
        { hint: "give the list that has them, or name the folder by their id" },
      );
    },
  };
}

/** What the platform says goes before names, which two may have. */
function findStudent(students: readonly Entry[], { id, student }: Submitted): Entry | undefined {
  const only = (fits: (one: Entry) => boolean) => {
    const [found, ...more] = students.filter(fits);
    return more.length === 0 ? found : undefined;
  };
  const asked = [student?.number, student?.email, id, withoutEnding(id)].flatMap((text) =>
    text === undefined || text.trim() === "" ? [] : [sameId(text)],
  );
  for (const text of asked) {
    const found = only((one) => [one.id, one.email ?? ""].some((own) => sameId(own) === text));
    if (found) return found;
  }
  const [, workspace] = /-([0-9a-f]{6})$/.exec(withoutEnding(id)) ?? [];
  const name = wordsOf(student?.name ?? "");
  const folder = wordsOf(id);
  return (
    only((one) => workspace !== undefined && one.workspace === workspace) ??
    only((one) => name !== "" && sameWords(name, wordsOf(one.name ?? ""))) ??
    // "Full Name_4711_assignsubmission_file_", "2-4711 - Full Name - ..."
    only((one) => holds(folder, wordsOf(one.id))) ??
    only((one) => one.name !== undefined && holds(folder, wordsOf(one.name)))
  );
}

function withoutEnding(id: string): string {
  return id.replace(/\.(zip|tgz|tar(\.[a-z0-9]+)?|7z)$/i, "");
}

/** Words without accents, between blanks. */
function wordsOf(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@.]+/gu, " ")
    .trim();
}

/** Lists put the last name first or last. */
function sameWords(a: string, b: string): boolean {
  const sorted = (text: string) => text.split(" ").toSorted().join(" ");
  return sorted(a) === sorted(b);
}

function holds(folder: string, part: string): boolean {
  return part.length > 1 && ` ${folder} `.includes(` ${part} `);
}
