/** What grades are called, in the reader's language. */
import type { Language } from "../../../core/base/language.ts";
import { type Args, fill, type Message } from "../../../core/base/message.ts";
import { gradeWords as german } from "./de.ts";
import { gradeWords as english } from "./en.ts";
import { gradeWords as hungarian } from "./hu.ts";

export type GradeWord = keyof typeof english;

/** As they are; a test asks what is missing. */
export const gradeWords: Readonly<Record<Language, Readonly<Partial<Record<GradeWord, Message>>>>> =
  { en: english, de: german, hu: hungarian };

/** English where a language has no word for it. */
export function gradeWord(language: Language, word: GradeWord, args: Args = {}): string {
  return fill(language, gradeWords[language][word] ?? english[word], args);
}

/** A step's verdict, or a submission's; as it stands where it is none that we know. */
export function verdictIn(language: Language, verdict: string): string {
  return verdict in english ? gradeWord(language, verdict as GradeWord) : verdict;
}
