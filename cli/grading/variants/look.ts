/** Whose values stand in whose submission, and which are alike: hints for a person, never a verdict. */
import { HalabError } from "../../core/base/error.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import { textOf } from "../../core/cluster/content.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import { openLab, studentFiles } from "../../core/lab/open.ts";
import { casesOf } from "../../core/run/cases.ts";
import { type Alike, alike, type Work } from "./alike.ts";
import { type Copied, copied, type TextFile, wordsBefore } from "./copied.ts";
import { variantOf } from "./draw.ts";
import type { Submitted, Variants } from "./params-for.ts";

/** A submission as a clean folder: NODE/PATH or ROLE/PATH. */
interface Folder extends Submitted {
  readonly dir: string;
}

export interface Looking {
  /** Name or path, as `openLab` takes it. */
  readonly lab: string;
  readonly variants: Variants;
  readonly folders: readonly Folder[];
  readonly renderer: Renderer;
}

/** halab/copies/1: what was found; `student` is the id in the class's list. */
export interface Looked {
  readonly schema: "halab/copies/1";
  readonly lab: string;
  readonly copied: readonly {
    readonly submission: string;
    readonly student: string;
    readonly found: readonly Copied[];
  }[];
  readonly alike: readonly Alike[];
  /** What could not be looked at, and why. */
  readonly skipped: readonly { readonly submission: string; readonly because: string }[];
}

/** Looks at the files alone. Throws what opening the lab with its defaults throws. */
export async function lookForCopies(looking: Looking): Promise<Looked> {
  const { lab: name, variants, folders, renderer } = looking;
  const { lab, plan } = await openLab(name, { renderer });
  const { params } = lab.file;
  // Any other variant of the same files shows where a number is an id.
  const other = variantOf({ name: lab.name, params }, "any other", "student");
  const { plan: second } = await openLab(name, { renderer, params: other });
  const group = { params, all: variants.all, words: wordsBefore(params, plan, second) };
  const works: (Work & { readonly student: string })[] = [];
  const skipped: { submission: string; because: string }[] = [];
  for (const folder of folders) {
    const student = variants.studentOf(folder);
    const values = student === undefined ? undefined : variants.all.get(student);
    if (student === undefined || values === undefined) {
      skipped.push({ submission: folder.id, because: "nobody in the list of students is its one" });
      continue;
    }
    try {
      const sources = studentFiles(folder.dir);
      const { plan: own } = await openLab(name, { renderer, params: values, sources });
      works.push({ id: folder.id, student, values, files: filesOf(own) });
    } catch (error) {
      if (!(error instanceof HalabError)) throw error;
      skipped.push({ submission: folder.id, because: error.message });
    }
  }
  const found = works.map(({ id, student, files }) => ({
    submission: id,
    student,
    found: copied(files, student, group),
  }));
  return {
    schema: "halab/copies/1",
    lab: lab.name,
    copied: found.filter((one) => one.found.length > 0),
    alike: alike(works, { given: await givenBy(name, renderer) }),
    skipped,
  };
}

/** Each file once, though several nodes take it. */
function filesOf(plan: Plan): readonly TextFile[] {
  const files = plan.nodes.flatMap(({ name, files }) =>
    files
      .filter(({ owner }) => owner === "student")
      .map((file) => [file.source, { path: `${name}${file.path}`, text: textOf(file) }] as const),
  );
  return [...new Map(files.toReversed()).values()].toReversed();
}

/** What the lab gives to everybody, or has itself as an answer. */
async function givenBy(name: string, renderer: Renderer): Promise<readonly Work[]> {
  const { lab } = await openLab(name, { renderer });
  const varied = Object.entries(lab.file.params).filter(([, { vary }]) => vary);
  const values = Object.fromEntries(varied.map(([key, one]) => [key, String(one.default)]));
  const cases = casesOf(lab).filter(({ kind }) => kind !== "mutant");
  return await Promise.all(
    cases.map(async (one): Promise<Work> => {
      const { plan } = await openLab(name, { renderer, sources: () => one.sources });
      return { id: one.name, values, files: filesOf(plan) };
    }),
  );
}
