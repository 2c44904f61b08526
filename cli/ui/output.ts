import Table from "cli-table3";
import type { Progress } from "../core/base/time.ts";

/** One JSON document on stdout. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function print(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** Of what a quiet command's work reports, just what its user has to know, beside its output. */
export function printNotes({ state, text }: Progress): void {
  if (state === "note") process.stderr.write(`${text}\n`);
}

/** Columns without lines between them. */
export function columns(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const bare = {
    top: "",
    "top-mid": "",
    "top-left": "",
    "top-right": "",
    bottom: "",
    "bottom-mid": "",
    "bottom-left": "",
    "bottom-right": "",
    left: "",
    "left-mid": "",
    mid: "",
    "mid-mid": "",
    right: "",
    "right-mid": "",
    middle: "  ",
  };
  const table = new Table({
    head: [...head],
    chars: bare,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** Width of the terminal, 80 when there is none. */
export function width(): number {
  return process.stdout.columns ?? 80;
}

/** A terminal without UTF-8 gets ASCII. */
export function wantsAscii(): boolean {
  const locale = process.env["LC_ALL"] || process.env["LC_CTYPE"] || process.env["LANG"] || "";
  return process.stdout.isTTY === true && locale !== "" && !/utf-?8/i.test(locale);
}

/** Words into lines of at most `max` columns. */
export function wrap(text: string, max: number): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= max)
      lines.splice(-1, 1, `${last} ${word}`);
    else lines.push(word);
  }
  return lines.join("\n");
}
