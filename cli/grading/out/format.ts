/** What a grade book's format is: a pure function from the sheet to files. */
import type { Language } from "../../core/base/language.ts";
import type { RuleTexts } from "../../core/kinds/rule.ts";
import type { GradeSheet } from "../sheet.ts";
import type { Details } from "./details.ts";

/** How much students are told of the first cause: nothing, its sentence, or that and so many hints. */
type Told = "nothing" | 0 | 1 | 2 | 3;

/** What each rule says, by its whole name, in each language. */
export type CauseTexts = Readonly<Record<Language, ReadonlyMap<string, RuleTexts>>>;

export interface OutOptions {
  readonly language: Language;
  readonly told: Told;
  /** What rules say; left out: causes stay as the sheet has them. */
  readonly texts?: CauseTexts | undefined;
  /** What the reports beside the sheet add to it, by submission. */
  readonly details?: ReadonlyMap<string, Details> | undefined;
  /** When it is written, for formats that say so (ISO 8601, with milliseconds). */
  readonly at: string;
  /** The text of the file that a learning platform gave, to be filled in. */
  readonly worksheet?: string | undefined;
  /** Of a platform's file: the assignment's id or title. */
  readonly assignment?: string | undefined;
  /** Its columns, where they are called in a language that halab does not know. */
  readonly gradeColumn?: string | undefined;
  readonly feedbackColumn?: string | undefined;
  /** Points are scaled to the platform's maximum where that is another one. */
  readonly scale?: boolean | undefined;
  /** In tables. A comma comes with semicolons between cells. Default: a point. */
  readonly decimal?: "point" | "comma" | undefined;
}

export interface OutFile {
  /** Below the folder that is written to; with one file, its usual name. */
  readonly name: string;
  readonly text: string;
}

export interface Written {
  readonly files: readonly OutFile[];
  /** What was left alone, and why. */
  readonly notes: readonly string[];
}

export interface Format {
  readonly name: string;
  readonly about: string;
  /** One file for the class, or files for each student. */
  readonly scope: "class" | "student";
  /** Fills in a file that the platform gave. */
  readonly fills?: true;
  write(sheet: GradeSheet, options: OutOptions): Written;
}
