/**
 * named.conf as named's lexer reads it (lib/isc/lex.c, lib/isccfg/parser.c): words, quoted strings, braces,
 * semicolons, and three kinds of comments. The tokens' texts, joined, are the input. Never throws.
 */

export interface Token {
  readonly kind: "word" | "string" | "open" | "close" | "end" | "space" | "comment";
  /** As it stands there, with its quotes. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

const marks: Readonly<Record<string, Token["kind"]>> = { "{": "open", "}": "close", ";": "end" };

/** A byte order mark is no blank to named, but it is none of a student's words either. */
const isBlank = (char: string) =>
  char === " " || char === "\t" || char === "\n" || char === "\r" || char === "\uFEFF";

function lineEnd(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at < 0 ? text.length : at;
}

/** A string may go over lines; a backslash keeps what follows it. */
function stringEnd(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return Math.min(at + 1, text.length);
}

function commentEnd(text: string, from: number): number | undefined {
  if (text[from] === "#" || text.startsWith("//", from)) return lineEnd(text, from);
  if (!text.startsWith("/*", from)) return undefined;
  const at = text.indexOf("*/", from + 2);
  return at < 0 ? text.length : at + 2;
}

function ends(text: string, at: number): boolean {
  const char = text[at] ?? "";
  if (char === "#" || char === "/") return commentEnd(text, at) !== undefined;
  return isBlank(char) || char === ";" || char === "{" || char === "}" || char === '"';
}

/** Where the word or the blanks that begin here end. */
function runEnd(text: string, from: number, goesOn: (at: number) => boolean): number {
  let at = from + 1;
  while (at < text.length && goesOn(at)) at += 1;
  return at;
}

function next(text: string, at: number): { kind: Token["kind"]; end: number } {
  const char = text[at] ?? "";
  const mark = marks[char];
  if (mark) return { kind: mark, end: at + 1 };
  if (isBlank(char))
    return { kind: "space", end: runEnd(text, at, (one) => isBlank(text[one] ?? "")) };
  if (char === '"') return { kind: "string", end: stringEnd(text, at) };
  // "Not" stands before an element of a list, with or without a blank.
  if (char === "!") return { kind: "word", end: at + 1 };
  const comment = commentEnd(text, at);
  if (comment !== undefined) return { kind: "comment", end: comment };
  return { kind: "word", end: runEnd(text, at, (one) => !ends(text, one)) };
}

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let [at, line, column] = [0, 1, 1];
  while (at < text.length) {
    const { kind, end } = next(text, at);
    const piece = text.slice(at, end);
    tokens.push({ kind, text: piece, line, column });
    const last = piece.lastIndexOf("\n");
    if (last < 0) column += piece.length;
    else {
      line += piece.split("\n").length - 1;
      column = piece.length - last;
    }
    at = end;
  }
  return tokens;
}

/** What a string stands for: without its quotes; only an escaped quote loses its backslash. */
export function unquoted(text: string): string {
  const inner = text.slice(1, text.length > 1 && text.endsWith('"') ? -1 : undefined);
  return inner.replaceAll('\\"', '"');
}

/** How many of them stand right before a place; an odd one keeps what stands there. */
export function backslashesBefore(text: string, at: number): number {
  let count = 0;
  while (text[at - 1 - count] === "\\") count += 1;
  return count;
}

/** Whether a string has its closing quote. */
export function isClosed(text: string): boolean {
  if (text.length < 2 || !text.endsWith('"')) return false;
  return backslashesBefore(text, text.length - 1) % 2 === 0;
}
