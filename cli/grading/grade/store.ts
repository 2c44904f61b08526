/** Files of a batch, each written whole or not at all: whoever is killed meanwhile leaves the old one. */
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { z } from "zod";
import { cleanJson } from "../../core/base/clean.ts";
import { HalabError } from "../../core/base/error.ts";
import { makeFolder } from "../../core/base/folders.ts";
import { shown } from "../../core/base/shown.ts";
import { writeWhole } from "../../learn/workspace/store.ts";

/** Makes the folder that it lies in, too. Grades are nobody else's to read on this machine. */
export function writeJson(path: string, value: unknown): void {
  makeFolder(dirname(path), 0o700);
  writeWhole(path, `${cleanJson(value, 2)}\n`, 0o600);
}

/** Undefined where there is no such file. Throws CONFLICT for one that is not of this form. */
export function readJson<T>(path: string, schema: z.ZodType<T>): T | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  const parsed = schema.safeParse(parsedJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const what = `${issue?.path.join(".") || "it"}: ${issue?.message}`;
  throw new HalabError("CONFLICT", `${shown(path)} is not as halab wrote it (${what})`, {
    hint: "halab grade LAB PATH... --out NEW-FOLDER",
  });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
