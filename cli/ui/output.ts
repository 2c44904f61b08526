import { stripVTControlCharacters } from "node:util";
import { toAscii } from "../core/base/ascii.ts";
import { cleanJson, cleanLines, cleanText } from "../core/base/clean.ts";
import type { Progress } from "../core/base/time.ts";

let printedJson = false;

/** For a command: nothing was printed yet. */
export function beginOutput(): void {
  printedJson = false;
}

/** One JSON document on stdout. */
export function printJson(value: unknown): void {
  printedJson = true;
  process.stdout.write(`${cleanJson(value, 2)}\n`);
}

/** One document on a line of its own: what streams and errors are. */
export function printJsonLine(value: unknown): void {
  process.stdout.write(`${cleanJson(value)}\n`);
}

/** Whether the one document was printed: then nothing else follows it. */
export function hasPrintedJson(): boolean {
  return printedJson;
}

/** Without escape sequences, whoever wrote them. */
export function print(text: string): void {
  printStyled(cleanLines(text));
}

/** With our own colours: the parts must be clean. */
export function printStyled(text: string): void {
  process.stdout.write(inLocale(text.endsWith("\n") ? text : `${text}\n`));
}

/** As the terminal's locale can show it. */
export function inLocale(text: string): string {
  return wantsAscii() ? toAscii(text) : text;
}

/** Of what a quiet command's work reports, just what its user has to know, beside its output. */
export function printNotes({ state, text }: Progress): void {
  if (state === "note") process.stderr.write(inLocale(`${cleanText(text)}\n`));
}

/** What has to be known of the input before anything is made of it. */
export function printHints(notes: readonly string[], word: "note" | "warning" = "note"): void {
  for (const note of notes) process.stderr.write(inLocale(`${word}: ${cleanText(note)}\n`));
}

/** Columns without lines between them; a cell may have several lines. */
export function columns(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows].map((row) => row.map((cell) => cell.split("\n")));
  const widths = head.map((_, column) =>
    Math.max(...all.flatMap((row) => (row[column] ?? []).map(lettersIn))),
  );
  const lines = all.flatMap((row) =>
    Array.from({ length: Math.max(...row.map((cell) => cell.length)) }, (_, at) =>
      row.map((cell, column) => padded(cell[at] ?? "", widths[column] ?? 0)).join("  "),
    ),
  );
  return lines.map((line) => line.trimEnd()).join("\n");
}

/** What is seen of a text: escape sequences take no place. */
export function lettersIn(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}

/** Filled with blanks up to a width. */
function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - lettersIn(text)));
}

/** Width of the terminal, 80 when there is none, or it does not say. */
export function width(): number {
  return process.stdout.columns || 80;
}

/** A locale without UTF-8 (LANG=C) gets ASCII, on a terminal or not; where none is set, UTF-8 is understood. */
export function wantsAscii(): boolean {
  const locale = process.env["LC_ALL"] || process.env["LC_CTYPE"] || process.env["LANG"] || "";
  return locale !== "" && !/utf-?8/i.test(locale);
}

/** Words into lines of at most `max` columns; those after the first are indented. */
export function wrap(text: string, max: number, indent = 0): string {
  const lines: string[] = [];
  // Each word with the spaces before it.
  for (const word of text.replace(/\s*\n\s*/g, " ").match(/\s*\S+/g) ?? []) {
    const last = lines.at(-1);
    if (last === undefined) lines.push(word);
    else if (last.length + word.length <= max) lines.splice(-1, 1, `${last}${word}`);
    else lines.push(`${" ".repeat(indent)}${word.trimStart()}`);
  }
  return lines.join("\n");
}
