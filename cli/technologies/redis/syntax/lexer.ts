/**
 * redis.conf and sentinel.conf as pieces that join to the text again, byte for byte. Words end and
 * quotes close as in sdssplitargs() of sds.c; only a line that begins with "#" is a comment
 * (config.c, loadServerConfigFromString(), 7.0).
 */

export interface Token {
  readonly kind: "word" | "space" | "comment" | "newline";
  /** As it stands there. */
  readonly raw: string;
  /** A word without its quotes and escapes; else the same as `raw`. */
  readonly value: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** A quote that is not closed, or not followed by a space: the daemon refuses the line. */
  readonly unbalanced: boolean;
}

type Piece = Pick<Token, "kind" | "raw" | "value" | "unbalanced">;

/** Linear in the text. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let [at, line, column, begun] = [0, 1, 1, false];
  while (at < text.length) {
    const piece = pieceAt(text, at, begun);
    tokens.push({ ...piece, line, column });
    at += piece.raw.length;
    column += piece.raw.length;
    if (piece.kind === "word") begun = true;
    if (piece.kind === "newline") [line, column, begun] = [line + 1, 1, false];
  }
  return tokens;
}

/** isspace(); a carriage return before the line feed is one of them. */
function isSpace(character: string | undefined): boolean {
  return character !== undefined && " \t\r\v\f".includes(character);
}

function plain(kind: Token["kind"], raw: string): Piece {
  return { kind, raw, value: raw, unbalanced: false };
}

function pieceAt(text: string, at: number, begun: boolean): Piece {
  const first = text[at];
  if (first === "\n") return plain("newline", "\n");
  if (isSpace(first)) {
    let end = at + 1;
    while (isSpace(text[end])) end += 1;
    return plain("space", text.slice(at, end));
  }
  if (first !== "#" || begun) return wordAt(text, at);
  const end = text.indexOf("\n", at);
  return plain("comment", text.slice(at, end < 0 ? text.length : end));
}

interface Reading {
  readonly value: string[];
  quote: "" | '"' | "'";
  unbalanced: boolean;
}

function wordAt(text: string, start: number): Piece {
  const reading: Reading = { value: [], quote: "", unbalanced: false };
  let at = start;
  while (at < text.length && text[at] !== "\n") {
    if (reading.quote === "" && isSpace(text[at])) break;
    at += readOne(text, at, reading);
  }
  return {
    kind: "word",
    raw: text.slice(start, at),
    value: reading.value.join(""),
    unbalanced: reading.unbalanced || reading.quote !== "",
  };
}

/** Takes one character, or one escape; how many characters that are. */
function readOne(text: string, at: number, into: Reading): number {
  const character = text[at] ?? "";
  if (character === "\\" && into.quote !== "") return readEscape(text, at, into);
  const isQuote = character === '"' || character === "'";
  if (isQuote && into.quote === character) {
    into.quote = "";
    const next = text[at + 1];
    if (next !== undefined && next !== "\n" && !isSpace(next)) into.unbalanced = true;
    return 1;
  }
  if (isQuote && into.quote === "") into.quote = character;
  else into.value.push(character);
  return 1;
}

const controls: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  a: "\u0007",
};
const hex = /^[0-9a-fA-F]{2}$/;

/** Between single quotes only an escaped single quote is one. */
function readEscape(text: string, at: number, into: Reading): number {
  const next = text[at + 1];
  const isOne = next !== undefined && next !== "\n" && (into.quote === '"' || next === "'");
  if (!isOne) {
    into.value.push("\\");
    return 1;
  }
  const code = next === "x" ? text.slice(at + 2, at + 4) : "";
  if (hex.test(code)) {
    into.value.push(String.fromCharCode(Number.parseInt(code, 16)));
    return 4;
  }
  into.value.push((into.quote === '"' ? controls[next] : undefined) ?? next);
  return 2;
}
