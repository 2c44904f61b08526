/** A batch's folder: batch.json says what is to be graded, and a folder for each submission what came of it. */
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { z } from "zod";
import { HalabError } from "../../core/base/error.ts";
import { shown } from "../../core/base/shown.ts";
import type { Submission } from "../intake/submission.ts";
import { gradeSheet } from "../sheet.ts";
import { rubricFile } from "./rubric.ts";
import { readJson, writeJson } from "./store.ts";

const student = gradeSheet.unwrap().shape.submissions.unwrap().element.unwrap().shape.student;

const entry = z.strictObject({
  id: z.string(),
  /** Below the batch's; as its id where that is a plain name. */
  folder: z.string(),
  /** Where its files lie, as NODE/PATH; from the batch's folder. */
  dir: z.string(),
  /** Where it came from, for people. */
  source: z.string(),
  /** Its student's values, over the batch's. */
  params: z.record(z.string(), z.string()).optional(),
  /** Why it was not taken in. */
  refused: z.string().nullable(),
  /** What of it was left out, or taken from elsewhere. */
  litter: z.array(z.string()),
  student,
});
export type BatchEntry = z.infer<typeof entry>;

export const batchFile = z.strictObject({
  schema: z.literal("halab/batch/1"),
  id: z.string(),
  lab: z.string(),
  /** The lab's folder. */
  labDir: z.string(),
  /** Of its plan, and halab's version: what was graded by another is not mixed with it. */
  labPrint: z.string(),
  params: z.record(z.string(), z.string()),
  rubric: rubricFile,
  provider: z.string(),
  language: z.string(),
  /** Students' nodes are VMs. */
  isolate: z.boolean().optional(),
  budgetMs: z.number(),
  /** Where others play it, too, without the password; left out: in the folder. */
  queue: z.string().optional(),
  begun: z.string(),
  submissions: z.array(entry),
});
export type BatchFile = z.infer<typeof batchFile>;

/** What is said to have begun a batch. */
type NewBatch = Omit<BatchFile, "schema" | "id" | "begun" | "submissions"> & {
  readonly submissions: readonly Submission[];
  /** Of each student, where they have values of their own. */
  readonly paramsFor?: ((submission: Submission) => Readonly<Record<string, string>>) | undefined;
};

const fileOf = (dir: string) => join(dir, "batch.json");

/** Where submissions are unpacked; nobody's id begins with a dot. */
export function intakeFolder(dir: string): string {
  return join(dir, ".halab", "intake");
}

/** Where a batch on one machine has its queue, until it is whole. */
export function queueFolder(dir: string): string {
  return join(dir, ".halab", "queue");
}

/** There while a queue that hosts share has something of this batch. */
export function sharedMark(dir: string): string {
  return join(dir, ".halab", "shared");
}

/** Throws CONFLICT where there is a batch already, or anything else. */
export function requireNew(dir: string): void {
  if (existsSync(fileOf(dir)))
    throw new HalabError("CONFLICT", `${shown(dir)} holds a batch already`, {
      hint: `halab grade --resume ${shown(dir)}`,
    });
  // A batch that was killed before it began has only what it had unpacked.
  const there = existsSync(dir) ? readdirSync(dir).filter((name) => name !== ".halab") : [];
  if (there.length > 0)
    throw new HalabError("CONFLICT", `${shown(dir)} is not empty: it holds ${there[0]}`, {
      hint: "--out NEW-FOLDER",
    });
}

/** Writes down what is to be graded: from here on it can be resumed. */
export function createBatch(dir: string, { submissions, paramsFor, ...rest }: NewBatch): BatchFile {
  const ids = submissions.map(({ id }) => id);
  requireApart(ids);
  const batch: BatchFile = {
    schema: "halab/batch/1",
    id: randomBytes(4).toString("hex"),
    begun: new Date().toISOString(),
    ...rest,
    submissions: submissions.map((one) => {
      const params =
        paramsFor && one.refused === undefined ? { params: { ...paramsFor(one) } } : {};
      return { ...entryOf(dir, one, ids), ...params };
    }),
  };
  writeJson(fileOf(dir), batch);
  return batch;
}

function entryOf(dir: string, one: Submission, ids: readonly string[]): BatchEntry {
  const { id, source, refused = null, litter, student: who } = one;
  return {
    ...{ id, source, refused, litter: [...litter] },
    folder: folderOf(id, ids),
    // So that a batch's folder can be moved.
    dir: relative(resolve(dir), one.dir),
    ...(who ? { student: who } : {}),
  };
}

export function openBatch(dir: string): BatchFile {
  const batch = readJson(fileOf(dir), batchFile);
  if (batch) return batch;
  throw new HalabError("NOT_FOUND", `there is no batch in ${shown(resolve(dir))}`, {
    hint: "halab grade LAB PATH... --out DIR",
  });
}

function requireApart(ids: readonly string[]): void {
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined)
    throw new HalabError(
      "USAGE",
      `two submissions are called "${twice}": nobody could tell them apart`,
    );
}

/** Names that we use ourselves in a batch's folder. */
const ours: readonly string[] = ["batch.json", "grades.json", "grades.before.json"];

/** An id that is no plain name, or that some file system takes for another one, gets a mark behind it. */
function folderOf(id: string, ids: readonly string[]): string {
  const plain = id
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[-.]+/, "")
    .slice(0, 60);
  const alike = ids.filter((other) => other.toLowerCase() === id.toLowerCase());
  if (plain === id && alike.length === 1 && !ours.includes(id.toLowerCase())) return id;
  const mark = createHash("sha256").update(id).digest("hex").slice(0, 8);
  return `${plain || "submission"}-${mark}`;
}
