/** Titles that lectures and lists show in the student's language. */
import { z } from "zod";
import type { Language } from "../base/language.ts";

export const titles = {
  title: z.string(),
  "title-de": z.string().optional(),
  "title-hu": z.string().optional(),
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
