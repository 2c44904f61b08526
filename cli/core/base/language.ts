/** The languages that halab speaks to students: which there are, and which one is wanted. */
import { HalabError } from "./error.ts";

export const languages = ["en", "de", "hu"] as const;
export type Language = (typeof languages)[number];

export function isLanguage(text: string): text is Language {
  return (languages as readonly string[]).includes(text);
}

/** What `--lang` says; throws USAGE for a language that halab does not speak. */
export function languageNamed(text: string): Language {
  const wanted = text.toLowerCase();
  if (isLanguage(wanted)) return wanted;
  throw new HalabError("USAGE", `there is no language "${text}": ${languages.join(", ")}`);
}

/**
 * `--lang`, else the locale: LC_ALL, LC_MESSAGES, LANG, of which the first that is set counts, as gettext(3)
 * has it; LANGUAGE is a list of wishes and goes before them, unless the locale is C. English where none is known.
 */
export function languageFrom(from: {
  readonly option?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}): Language {
  const { option, env } = from;
  if (option !== undefined) return languageNamed(option);
  const locale = env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "";
  if (locale === "" || /^(C|POSIX)(\.|$)/.test(locale)) return "en";
  const wishes = [...(env["LANGUAGE"] ?? "").split(":"), locale].map(languageOf);
  return wishes.find((wish) => wish !== undefined) ?? "en";
}

/** "de_AT.UTF-8" -> "de"; undefined for a language that halab does not speak. */
function languageOf(locale: string): Language | undefined {
  const [name = ""] = locale.toLowerCase().split(/[_.@-]/);
  return isLanguage(name) ? name : undefined;
}

/** A number as people of the language write it: 2.9 is 2,9 in German and Hungarian. Nothing is grouped. */
export function numberIn(language: Language, value: number | string): string {
  const text = String(value);
  return language === "en" ? text : text.replace(".", ",");
}
