/**
 * A zone file as named's lexer reads it (RFC 1035 5.1; lib/isc/lex.c): words, quoted strings, parentheses that
 * join lines, comments from a semicolon on. The tokens' texts, joined, are the input. Never throws.
 */

export interface ZoneToken {
  readonly kind: "word" | "string" | "open" | "close" | "newline" | "space" | "comment";
  /** As it stands there. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

const isBlank = (char: string) =>
  char === " " || char === "\t" || char === "\r" || char === "\uFEFF";
const isMark = (char: string) => char === ";" || char === "(" || char === ")" || char === '"';
const isEnd = (char: string) => isBlank(char) || char === "\n" || isMark(char);

/** A backslash keeps what follows it. */
function runEnd(text: string, from: number, stops: (char: string) => boolean): number {
  let at = from;
  while (at < text.length && !stops(text[at] ?? "")) at += text[at] === "\\" ? 2 : 1;
  return Math.min(at, text.length);
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at < 0 ? text.length : at;
}

function next(text: string, at: number): { kind: ZoneToken["kind"]; end: number } {
  const char = text[at] ?? "";
  if (char === "\n") return { kind: "newline", end: at + 1 };
  if (char === "(") return { kind: "open", end: at + 1 };
  if (char === ")") return { kind: "close", end: at + 1 };
  if (char === ";") return { kind: "comment", end: lineEnd(text, at) };
  if (isBlank(char)) return { kind: "space", end: runEnd(text, at, (one) => !isBlank(one)) };
  if (char !== '"') return { kind: "word", end: runEnd(text, at, isEnd) };
  const end = runEnd(text, at + 1, (one) => one === '"' || one === "\n");
  return { kind: "string", end: text[end] === '"' ? end + 1 : end };
}

export function zoneTokensOf(text: string): readonly ZoneToken[] {
  const tokens: ZoneToken[] = [];
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
