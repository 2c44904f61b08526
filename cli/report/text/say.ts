/** What a run's summary and a diagnosis say, in the reader's language. */
import type { Language } from "../../core/base/language.ts";
import { type Args, fill, type Message } from "../../core/base/message.ts";
import type { Verdict } from "../../core/kinds/verdict.ts";
import { summary as german } from "./words/de.ts";
import { summary as english } from "./words/en.ts";
import { summary as hungarian } from "./words/hu.ts";

type SummaryWord = keyof typeof english;

type Words = Readonly<Partial<Record<SummaryWord, Message>>>;

/** As they are; a test asks what is missing. */
export const summaryWords: Readonly<Record<Language, Words>> = {
  en: english,
  de: german,
  hu: hungarian,
};

/** English where a language has no word for it. */
export function said(language: Language, word: SummaryWord, args: Args = {}): string {
  return fill(language, summaryWords[language][word] ?? english[word], args);
}

export function verdictWord(language: Language, verdict: Verdict): string {
  return said(language, verdict);
}

/** How a request failed; a status or a name server's code is the same everywhere. */
export function failureWord(language: Language, how: string): string {
  const word = `how-${how}`;
  return word in english ? said(language, word as SummaryWord) : how;
}

/** A text of nothing but numbers, units and signs, with the language's decimal comma. */
export function numbersIn(language: Language, text: string): string {
  return language === "en" ? text : text.replace(/(\d)\.(?=\d)/g, "$1,");
}
