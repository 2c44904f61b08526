/** What is translated, and of which English text: beside each translation lies a digest of the text that it was made of. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../cli/core/base/home.ts";
import type { Language } from "../../cli/core/base/language.ts";
import { loadRules } from "../../cli/core/diagnose/rules.ts";
import { loadTests } from "../../cli/core/diagnose/validate.ts";
import { technologyFiles } from "../../cli/core/kinds/load.ts";
import type { Texts } from "../../cli/core/kinds/rule.ts";
import { gradeWords } from "../../cli/grading/out/words/say.ts";
import { words } from "../../cli/learn/words/say.ts";
import { summaryWords } from "../../cli/report/text/say.ts";
import { hintTranslations } from "./hint-translations.ts";

/** One text that can be translated. */
export interface Translation {
  readonly language: Exclude<Language, "en">;
  /** Where its digest stands, from the root of the house. */
  readonly record: string;
  readonly key: string;
  readonly english: unknown;
  /** undefined: English is spoken there. */
  readonly translated: unknown;
}

const others = ["de", "hu"] as const satisfies readonly Language[];

/** Everything that halab says in other languages; guides have their own record, in their last lines. */
export async function translations(): Promise<Translation[]> {
  const [rules, hints] = await Promise.all([ruleTranslations(), hintTranslations()]);
  return [...wordTranslations(), ...rules, ...hints];
}

function wordTranslations(): Translation[] {
  return others.flatMap((language) => {
    const areas = Object.entries(words.en).flatMap(([area, english]) =>
      Object.keys(english).map((key) => ({
        language,
        record: `cli/learn/words/${language}/sources.json`,
        key: `${area}.${key}`,
        english: english[key],
        translated: Object.entries(words[language]).find(([name]) => name === area)?.[1][key],
      })),
    );
    const own = new Map<string, unknown>(Object.entries(summaryWords[language]));
    const summary = Object.entries(summaryWords.en).map(([key, english]) => ({
      language,
      record: `cli/report/text/words/${language}.sources.json`,
      key,
      english,
      translated: own.get(key),
    }));
    const grades = new Map<string, unknown>(Object.entries(gradeWords[language]));
    const gradeBooks = Object.entries(gradeWords.en).map(([key, english]) => ({
      language,
      record: `cli/grading/out/words/${language}.sources.json`,
      key,
      english,
      translated: grades.get(key),
    }));
    return [...areas, ...summary, ...gradeBooks];
  });
}

async function ruleTranslations(): Promise<Translation[]> {
  const english = await loadRules("en");
  const titles = await loadTests("en");
  const found = await Promise.all(
    others.map(async (language) => {
      const texts = await textsIn(language);
      const tests = titles.map(({ id, title }) => {
        const [technology = "", name = ""] = id.split("/");
        return {
          language,
          record: `cli/technologies/${technology}/texts/${language}.sources.json`,
          key: `tests.${name}`,
          english: title,
          translated: texts.get(technology)?.tests?.[name],
        };
      });
      const rules = english.map(({ id, texts: source }) => {
        const [technology = "", name = ""] = id.split("/");
        return {
          language,
          record: `cli/technologies/${technology}/texts/${language}.sources.json`,
          key: name,
          english: source,
          translated: texts.get(technology)?.texts[name],
        };
      });
      return [...rules, ...tests];
    }),
  );
  return found.flat();
}

interface Said {
  readonly texts: Texts;
  readonly tests?: Readonly<Record<string, string>>;
}

async function textsIn(language: Language): Promise<ReadonlyMap<string, Said>> {
  const files = technologyFiles("texts").filter(({ name }) => name === language);
  const loaded = files.map(async ({ technology, url }): Promise<[string, Said]> => {
    return [technology, await import(url.href)];
  });
  return new Map(await Promise.all(loaded));
}

/** First 8 hex digits of SHA-256: enough to see that a text has changed. */
function digestOf(text: unknown): string {
  return createHash("sha256").update(JSON.stringify(text)).digest("hex").slice(0, 8);
}

/** What a record says; nothing where there is none. */
function readRecord(record: string): Readonly<Record<string, string>> {
  const path = join(packageRoot(), record);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
}

/** Translated, and its English text is another one by now. */
export function isStale({ record, key, english, translated }: Translation): boolean {
  return translated !== undefined && readRecord(record)[key] !== digestOf(english);
}

/** `{name}`s that stand in one of the two and not in the other; a number may be left to the words. */
export function namesAmiss({ english, translated }: Translation): string[] {
  const [source, made] = [namesIn(english), namesIn(translated)];
  return [
    ...[...made].filter((name) => !source.has(name)),
    ...[...source].filter((name) => !made.has(name) && name !== "count"),
  ];
}

function namesIn(text: unknown): Set<string> {
  const found = JSON.stringify(text ?? "").matchAll(/\{(\w[\w-]*)\}/g);
  return new Set([...found].map(([, name = ""]) => name));
}

/** Says of every translation that it is of the English text as it is now; gives those that were none before. */
export async function recordTranslations(): Promise<string[]> {
  const all = (await translations()).filter(({ translated }) => translated !== undefined);
  const renewed = all.filter(isStale).map(({ record, key }) => `${record}: ${key}`);
  for (const [record, of] of Map.groupBy(all, (one) => one.record)) {
    const digests = of
      .map(({ key, english }): [string, string] => [key, digestOf(english)])
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const text = JSON.stringify(Object.fromEntries(digests), null, 2);
    writeFileSync(join(packageRoot(), record), `${text}\n`);
  }
  return renewed;
}
