/** A sheet in one format, in memory or in files. */
import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { HalabError } from "../../core/base/error.ts";
import { makeFolder } from "../../core/base/folders.ts";
import { shown } from "../../core/base/shown.ts";
import { writeWhole } from "../../learn/workspace/store.ts";
import type { GradeSheet } from "../sheet.ts";
import { readDetails } from "./details.ts";
import type { Format, OutOptions, Written } from "./format.ts";
import { causeTexts, type ReadSheet } from "./read.ts";

/** What is asked for; the rest is read beside the sheet. */
type Wishes = Omit<OutOptions, "texts" | "details" | "at">;

/** Throws what the format throws. */
export async function makeFormat(
  format: Format,
  { sheet, dir }: ReadSheet,
  wishes: Wishes,
): Promise<Written> {
  const hasCauses = sheet.submissions.some(({ firstCause }) => firstCause !== null);
  const texts = hasCauses && wishes.told !== "nothing" ? await causeTexts() : undefined;
  const at = new Date().toISOString();
  return format.write(sheet, { ...wishes, texts, at, details: readDetails(sheet, dir) });
}

/** Just one submission of a sheet. Throws NOT_FOUND. */
export function onlyOne(sheet: GradeSheet, id: string): GradeSheet {
  const submissions = sheet.submissions.filter((one) => one.id === id);
  if (submissions.length > 0) return { ...sheet, submissions };
  throw new HalabError("NOT_FOUND", `the sheet has no submission "${id}"`);
}

/**
 * Writes each file whole or not at all, for nobody else on this machine to read; gives their paths. `to` is the file, or a folder: for a format with files for
 * each student it is always one.
 */
export function writeFormat(
  { scope }: Pick<Format, "scope">,
  { files }: Pick<Written, "files">,
  to: string,
): readonly string[] {
  const isFolder =
    scope === "student" || (statSync(to, { throwIfNoEntry: false })?.isDirectory() ?? false);
  return files.map(({ name, text }) => {
    const path = isFolder ? join(to, name) : to;
    makeFolder(dirname(path), 0o700);
    writeWhole(path, text, 0o600);
    return path;
  });
}

/** What a platform gave is not written over: it says what was there before. Throws CONFLICT. */
export function requireOther(worksheet: string, to: string, files: Written["files"]): void {
  const paths = [to, ...files.map(({ name }) => join(to, name))].map((path) => resolve(path));
  if (existsSync(worksheet) && paths.includes(resolve(worksheet)))
    throw new HalabError("CONFLICT", `${shown(worksheet)} would be written over`, {
      hint: "-o ANOTHER-FILE",
    });
}
