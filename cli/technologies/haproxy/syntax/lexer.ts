/**
 * HAProxy's configuration as pieces that join to the text again, byte for byte. Words end and quotes
 * open and close as in parse_line() of its tools.c (configuration manual, 2.2 and 2.3).
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
  /** It has a variable of the daemon's environment, which no file knows. */
  readonly dynamic: boolean;
  /** A quote that no other one closes: the daemon refuses the line. */
  readonly open: boolean;
}

type Piece = Pick<Token, "kind" | "raw" | "value" | "dynamic" | "open">;

/** Linear in the text: every character is looked at once, or once more where a word ends. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let [at, line, column] = [0, 1, 1];
  while (at < text.length) {
    const piece = pieceAt(text, at);
    tokens.push({ ...piece, line, column });
    at += piece.raw.length;
    column += piece.raw.length;
    if (piece.kind === "newline") [line, column] = [line + 1, 1];
  }
  return tokens;
}

/** isspace() without the two that end a line. */
function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\t" || character === "\v" || character === "\f";
}

function endsLine(character: string | undefined): boolean {
  return character === undefined || character === "\n" || character === "\r";
}

function plain(kind: Token["kind"], raw: string): Piece {
  return { kind, raw, value: raw, dynamic: false, open: false };
}

function pieceAt(text: string, at: number): Piece {
  const first = text[at];
  if (first === "\n") return plain("newline", "\n");
  if (first === "\r" && text[at + 1] === "\n") return plain("newline", "\r\n");
  // A lone carriage return ends the line for the daemon: what follows is not read.
  if (first === "#" || first === "\r") return plain("comment", text.slice(at, lineEnd(text, at)));
  if (!isSpace(first)) return wordAt(text, at);
  let end = at + 1;
  while (isSpace(text[end])) end += 1;
  return plain("space", text.slice(at, end));
}

function lineEnd(text: string, at: number): number {
  const newline = text.indexOf("\n", at);
  if (newline < 0) return text.length;
  return newline > at && text[newline - 1] === "\r" ? newline - 1 : newline;
}

interface Reading {
  readonly value: string[];
  quote: "" | '"' | "'";
  dynamic: boolean;
}

function wordAt(text: string, start: number): Piece {
  const reading: Reading = { value: [], quote: "", dynamic: false };
  let at = start;
  while (!endsLine(text[at])) {
    const character = text[at] ?? "";
    if (reading.quote === "" && (isSpace(character) || character === "#")) break;
    at += readOne(text, at, reading);
  }
  const { value, quote, dynamic } = reading;
  return {
    kind: "word",
    raw: text.slice(start, at),
    value: value.join(""),
    dynamic,
    open: quote !== "",
  };
}

/** Takes one character, or one escape; how many characters that are. */
function readOne(text: string, at: number, into: Reading): number {
  const character = text[at] ?? "";
  if (character === "\\" && into.quote !== "'") return readEscape(text, at, into);
  const isQuote = character === '"' || character === "'";
  if (isQuote && (into.quote === "" || into.quote === character)) {
    into.quote = into.quote === "" ? character : "";
    return 1;
  }
  // Variables count between double quotes only.
  if (character === "$" && into.quote === '"') into.dynamic = true;
  into.value.push(character);
  return 1;
}

const controls: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r" };
const hex = /^[0-9a-fA-F]{2}$/;

/** Other combinations are no escapes: the backslash stays. */
function readEscape(text: string, at: number, into: Reading): number {
  const next = text[at + 1] ?? "";
  const control = controls[next];
  const code = next === "x" ? text.slice(at + 2, at + 4) : "";
  if (control !== undefined) into.value.push(control);
  else if (hex.test(code)) into.value.push(String.fromCharCode(Number.parseInt(code, 16)));
  else if (next !== "" && (" \\#'\"".includes(next) || (next === "$" && into.quote === '"')))
    into.value.push(next);
  else {
    into.value.push("\\");
    return 1;
  }
  return code === "" ? 2 : 4;
}
