/** Tables of ours (RFC 4180): what people open with a spreadsheet. */

/** What a spreadsheet takes for a formula, also in full width, and behind what it drops. */
const formula = /^'*[\s\u00a0]*[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/u;

/**
 * Text that no spreadsheet runs: one that begins like a formula gets an apostrophe. So does one that begins with
 * apostrophes before that, so that both can be told apart again.
 */
export function harmlessCell(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** The text that `harmlessCell` was given. */
export function cellAsGiven(text: string): string {
  return text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text;
}

/** A cell as it stands in the file. */
export function quotedCell(text: string, separator: string, always = false): string {
  const needs = always || text.includes(separator) || /["\r\n]/.test(text) || text !== text.trim();
  return needs ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Control characters harm terminals and break readers; line ends and tabs do not. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff]/g;

/** Rows of texts, all of them made harmless. Lines end with CR LF. */
export function tableText(
  rows: readonly (readonly string[])[],
  separator: "," | ";" = ",",
): string {
  const line = (row: readonly string[]) =>
    row.map((cell) => quotedCell(clean(cell), separator)).join(separator);
  return rows.map((row) => `${line(row)}\r\n`).join("");
}

function clean(text: string): string {
  return text.toWellFormed().replace(control, "\ufffd");
}
