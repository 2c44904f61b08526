/** Titles that lectures and lists show in the student's language. */
import { z } from "zod";
import type { Language } from "../base/language.ts";

export const titles = {
  title: z.string().describe("What it is called, in a line."),
  "title-de": z.string().optional().describe("The same in German."),
  "title-hu": z.string().optional().describe("The same in Hungarian."),
};

interface Titled {
  readonly title: string;
  readonly "title-de"?: string | undefined;
  readonly "title-hu"?: string | undefined;
}

/** In English where it is not translated. */
export function titleIn(of: Titled, lang: Language): string {
  return (lang === "en" ? undefined : of[`title-${lang}`]) ?? of.title;
}
