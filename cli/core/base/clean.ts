/**
 * Text from nodes and submissions, made harmless for terminals, logs, SVG and XML: this is the only
 * place that knows what harms. Each takes time in proportion to the text.
 */

/** Of one string of a terminal's operating-system command; what is longer is none. */
const longestString = 256;

/** A terminal's sequences: CSI, then OSC, DCS, SOS, PM and APC with their strings, then the short ones (ECMA-48). */
const sequences = new RegExp(
  [
    "(?:\\u001b\\[|\\u009b)[0-?]{0,64}[ -/]{0,8}[@-~]?",
    `(?:\\u001b[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^\\u0007\\u001b\\u009c\\n]{0,${longestString}}(?:\\u0007|\\u001b\\\\|\\u009c)?`,
    "\\u001b[ -/]{0,8}[0-~]?",
  ].join("|"),
  "gu",
);
/** Control characters, those that turn the direction of text, and what is no character. */
const harmful = /[\p{Cc}\p{Cf}\uFFFE\uFFFF]/gu;
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\uFFFE\uFFFF]/gu;
const harmfulButBreaks = /(?![\n\t])[\p{Cc}\p{Cf}\uFFFE\uFFFF]/gu;

/** One harmless line: escape sequences and control characters go, white space becomes one blank. */
export function cleanText(text: string): string {
  return text
    .replace(sequences, "")
    .toWellFormed()
    .replace(/\s+/gu, " ")
    .replace(harmful, "")
    .trim();
}

/** The same of a text of several lines: they and their tabs stay. */
export function cleanLines(text: string): string {
  return text.replace(sequences, "").toWellFormed().replace(harmfulButBreaks, "");
}

/** One line in which what harms, or is not seen, is written as an escape: of names, which are to be told apart. */
export function visible(text: string): string {
  return text.replace(unseen, escaped);
}

/** At most `length` characters, the last one an ellipsis when something was cut. */
export function ellipsis(text: string, length: number): string {
  // No character is longer than two of a string's units.
  if (text.length <= length) return text;
  const letters = [...text.slice(0, 2 * length + 2)];
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join("")}…`;
}

/** JSON that is harmless on a terminal, too: what harms is escaped, so the value is the same. */
export function cleanJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(harmfulButBreaks, escaped);
}

function escaped(letter: string): string {
  const units = Array.from({ length: letter.length }, (_, at) => letter.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
