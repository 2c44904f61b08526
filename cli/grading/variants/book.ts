/** What was handed out to whom: variants.json, for the instructor alone. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { HalabError } from "../../core/base/error.ts";
import { languages } from "../../core/base/language.ts";
import { shown } from "../../core/base/shown.ts";
import { writeWhole } from "../../learn/workspace/store.ts";
import { keyed } from "./draw.ts";

const handed = z.strictObject({
  id: z.string().min(1),
  name: z.string().optional(),
  email: z.string().optional(),
  lang: z.enum(languages),
  /** Below the folder of this file. */
  folder: z.string(),
  /** The workspace's id, as it stands in the names of archives that `halab submit` packs. */
  workspace: z.string(),
  params: z.record(z.string(), z.string()),
  /** The mutant that lies in the folder instead of the starter. */
  fault: z.string().optional(),
});
export type Handed = z.infer<typeof handed>;

const book = z.strictObject({
  schema: z.literal("halab/variants/1"),
  lab: z.string(),
  /** Tells another secret apart, and says nothing of this one. */
  secret: z.string(),
  students: z.array(handed),
});
export type Book = z.infer<typeof book>;

export function bookFile(out: string): string {
  return join(out, "variants.json");
}

/** Undefined: nothing was handed out there. Throws USAGE for a broken one. */
export function readBook(path: string): Book | undefined {
  if (!existsSync(path)) return undefined;
  const parsed = book.safeParse(jsonIn(path));
  if (parsed.success) return parsed.data;
  throw new HalabError(
    "USAGE",
    `${shown(path)} is no list of variants: ${z.prettifyError(parsed.error).split("\n")[0]}`,
    {
      hint: "halab lab variants LAB --students FILE --secret FILE --out NEW-DIR",
    },
  );
}

function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/** Readable for its owner alone: who reads it knows everybody's values. */
export function writeBook(path: string, content: Book): void {
  writeWhole(path, `${JSON.stringify(content, null, 2)}\n`, 0o600);
}

/** First 8 hex digits of a hash of the secret. */
export function markOf(secret: string): string {
  return keyed(secret, ["mark"]).toString(16).padStart(64, "0").slice(0, 8);
}

/** Throws CONFLICT where `there` was drawn by another secret, or is another lab's. */
export function requireSame(there: Book, lab: string, secret: string, path: string): void {
  if (there.lab !== lab)
    throw new HalabError("CONFLICT", `${shown(path)} is of the lab ${there.lab}, not of ${lab}`);
  if (there.secret === markOf(secret)) return;
  throw new HalabError("CONFLICT", `${shown(path)} was drawn by another secret`, {
    hint: "use the secret of then, or another --out",
  });
}
