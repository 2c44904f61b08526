/** From a batch's folder, or a sheet's file, to what formats are given. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { HalabError } from "../../core/base/error.ts";
import { type Language, languages } from "../../core/base/language.ts";
import { shown } from "../../core/base/shown.ts";
import { loadRules } from "../../core/diagnose/rules.ts";
import { type GradeSheet, gradeSheet } from "../sheet.ts";
import type { CauseTexts } from "./format.ts";

export interface ReadSheet {
  readonly sheet: GradeSheet;
  /** The paths of its reports begin here. */
  readonly dir: string;
}

/** Throws NOT_FOUND or USAGE. */
export function readSheet(where: string): ReadSheet {
  const isDir = statSync(where, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const file = isDir ? join(where, "grades.json") : where;
  if (!existsSync(file))
    throw new HalabError("NOT_FOUND", `there is no sheet of grades: ${shown(file)}`, {
      hint: isDir ? `halab grade --resume ${shown(where)}` : "halab grade LAB PATH... --out DIR",
    });
  const parsed = gradeSheet.safeParse(parsedJson(readFileSync(file, "utf8")));
  if (parsed.success) return { sheet: parsed.data, dir: dirname(file) };
  const [issue] = parsed.error.issues;
  throw new HalabError(
    "USAGE",
    `${shown(file)} is no sheet of grades: ${issue?.path.join(".") || "the file"}: ${issue?.message}`,
  );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** As a platform gave it: its order mark stays. Throws USAGE for what is no UTF-8. */
export function readTable(path: string): string {
  if (!existsSync(path)) throw new HalabError("NOT_FOUND", `there is no file ${shown(path)}`);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch {
    throw new HalabError("USAGE", `${shown(path)} is not written in UTF-8`, {
      hint: "download it again; a spreadsheet that saved it may have changed its letters",
    });
  }
}

/** What rules say, in all languages: a sheet does not say in which it was written. */
export async function causeTexts(): Promise<CauseTexts> {
  const loaded = await Promise.all(
    languages.map(async (language) => {
      const rules = await loadRules(language);
      return [language, new Map(rules.map(({ id, texts }) => [id, texts]))] as const;
    }),
  );
  const by = new Map<Language, CauseTexts[Language]>(loaded);
  const of = (language: Language) => by.get(language) ?? new Map();
  return { en: of("en"), de: of("de"), hu: of("hu") };
}
