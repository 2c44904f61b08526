/** sh(1) text -> tokens that join to the text again. It never fails: what is no token is a word. */

type TokenKind = "blank" | "newline" | "comment" | "operator" | "here" | "word";

/** A part of a word: text as it is meant, or the value of a variable. */
export interface WordPart {
  readonly kind: "text" | "variable" | "unknown";
  readonly text: string;
  /** Some of it was quoted, so it is no keyword and is not split. */
  readonly quoted: boolean;
}

export interface Token {
  readonly kind: TokenKind;
  /** As it stands there. */
  readonly raw: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** Of a word. */
  readonly parts: readonly WordPart[];
}

/** POSIX.1-2017 2.3, Token Recognition; the longest first. */
const operators = ["<<-", ";;", "&&", "||", "<<", ">>", "<&", ">&", "<>", ">|"];
const singles = ";&|()<>";

class Reader {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  peek(ahead = 0): string {
    return this.text.charAt(this.at + ahead);
  }

  /** Moves behind the next `end`, or to the end of the text. */
  skipTo(end: string): void {
    const found = this.text.indexOf(end, this.at);
    this.at = found < 0 ? this.text.length : found + end.length;
  }
}

function isBlank(char: string): boolean {
  return char === " " || char === "\t" || char === "\r" || char === "\uFEFF";
}

/** Behind `$`: a variable, or something that only a shell can work out. */
function dollar(reader: Reader, quoted: boolean): WordPart {
  const start = reader.at;
  const name = /^\$([A-Za-z_]\w{0,99}|\{[A-Za-z_]\w{0,99}\})/.exec(
    reader.text.slice(start, start + 110),
  )?.[1];
  if (name !== undefined) {
    reader.at += name.length + 1;
    return { kind: "variable", text: name.replace(/[{}]/g, ""), quoted };
  }
  reader.at += 1;
  if (reader.peek() === "(") skipNested(reader, "(", ")");
  else if (reader.peek() === "{") skipNested(reader, "{", "}");
  else if (/[\w?#@*!$-]/.test(reader.peek())) reader.at += 1;
  else return { kind: "text", text: "$", quoted };
  return { kind: "unknown", text: reader.text.slice(start, reader.at), quoted };
}

function skipNested(reader: Reader, open: string, close: string): void {
  let depth = 0;
  do {
    const char = reader.peek();
    if (char === "") return;
    if (char === "\\") reader.at += 1;
    if (char === open) depth += 1;
    if (char === close) depth -= 1;
    reader.at += 1;
    if (char === "'" && open === "(") reader.skipTo("'");
  } while (depth > 0);
}

function inDoubleQuotes(reader: Reader): WordPart[] {
  const parts: WordPart[] = [{ kind: "text", text: "", quoted: true }];
  reader.at += 1;
  let text = "";
  const flush = (): void => {
    if (text !== "") parts.push({ kind: "text", text, quoted: true });
    text = "";
  };
  for (let char = reader.peek(); char !== "" && char !== '"'; char = reader.peek()) {
    if (char === "$" || char === "`") {
      flush();
      parts.push(char === "$" ? dollar(reader, true) : backquoted(reader, true));
      continue;
    }
    const next = reader.peek(1);
    const escapes = char === "\\" && next !== "" && '$`"\\\n'.includes(next);
    text += escapes ? next.replace("\n", "") : char;
    reader.at += escapes ? 2 : 1;
  }
  reader.at = Math.min(reader.at + 1, reader.text.length);
  flush();
  return parts;
}

function backquoted(reader: Reader, quoted: boolean): WordPart {
  const start = reader.at;
  reader.at += 1;
  reader.skipTo("`");
  return { kind: "unknown", text: reader.text.slice(start, reader.at), quoted };
}

function part(reader: Reader): WordPart[] {
  const char = reader.peek();
  if (char === '"') return inDoubleQuotes(reader);
  if (char === "$") return [dollar(reader, false)];
  if (char === "`") return [backquoted(reader, false)];
  if (char === "'") {
    const start = reader.at + 1;
    reader.at = start;
    reader.skipTo("'");
    const end = reader.text[reader.at - 1] === "'" && reader.at > start ? reader.at - 1 : reader.at;
    return [{ kind: "text", text: reader.text.slice(start, end), quoted: true }];
  }
  if (char === "\\" && reader.peek(1) !== "") {
    const text = reader.peek(1).replace("\n", "");
    reader.at += 2;
    return [{ kind: "text", text, quoted: text !== "" }];
  }
  const start = reader.at;
  reader.at += 1;
  while (reader.peek() !== "" && !isBlank(reader.peek()) && !endsText(reader.peek()))
    reader.at += 1;
  return [{ kind: "text", text: reader.text.slice(start, reader.at), quoted: false }];
}

function endsText(char: string): boolean {
  return char === "\n" || singles.includes(char) || "\"'$`\\".includes(char);
}

function word(reader: Reader): WordPart[] {
  const parts: WordPart[] = [];
  while (reader.peek() !== "" && !isBlank(reader.peek()) && reader.peek() !== "\n") {
    if (singles.includes(reader.peek())) break;
    parts.push(...part(reader));
  }
  return parts;
}

function kindAt(reader: Reader): TokenKind {
  const char = reader.peek();
  if (char === "\n") return "newline";
  if (
    isBlank(char) ||
    (char === "\\" && /^\r?\n/.test(reader.text.slice(reader.at + 1, reader.at + 3)))
  )
    return "blank";
  if (char === "#") return "comment";
  return singles.includes(char) ? "operator" : "word";
}

function take(reader: Reader, kind: TokenKind): readonly WordPart[] {
  if (kind === "word") return word(reader);
  if (kind === "newline") reader.at += 1;
  if (kind === "operator") {
    const found = operators.find((one) => reader.text.startsWith(one, reader.at));
    reader.at += found?.length ?? 1;
  }
  if (kind === "comment") {
    const end = reader.text.indexOf("\n", reader.at);
    reader.at = end < 0 ? reader.text.length : end;
  }
  if (kind === "blank") takeBlanks(reader);
  return [];
}

/** A backslash before the line's end joins two lines. */
function takeBlanks(reader: Reader): void {
  for (;;) {
    if (isBlank(reader.peek())) reader.at += 1;
    else if (reader.peek() === "\\" && reader.peek(1) === "\n") reader.at += 2;
    else if (reader.peek() === "\\" && reader.peek(1) === "\r" && reader.peek(2) === "\n")
      reader.at += 3;
    else return;
  }
}

/** The lines of a here-document, up to the one that is its delimiter. */
function takeHere(reader: Reader, delimiter: string): void {
  while (reader.at < reader.text.length) {
    const start = reader.at;
    reader.skipTo("\n");
    if (reader.text.slice(start, reader.at).trim() === delimiter) return;
  }
}

/** Every token of the text, blanks and comments too. Linear in its length. */
export function lexShell(text: string): Token[] {
  const reader = new Reader(text);
  const tokens: Token[] = [];
  const place = { line: 1, column: 1 };
  const here: string[] = [];
  let awaitsDelimiter = false;
  const push = (kind: TokenKind, start: number, parts: readonly WordPart[]): void => {
    const raw = text.slice(start, reader.at);
    tokens.push({ kind, raw, ...place, parts });
    const lines = raw.split("\n");
    place.column = (lines.length > 1 ? 1 : place.column) + (lines.at(-1) ?? "").length;
    place.line += lines.length - 1;
  };
  while (reader.at < text.length) {
    const start = reader.at;
    const kind = kindAt(reader);
    push(kind, start, take(reader, kind));
    const last = tokens.at(-1);
    if (awaitsDelimiter && last?.kind === "word") {
      here.push(last.parts.map((one) => one.text).join(""));
      awaitsDelimiter = false;
    }
    if (last?.kind === "operator") awaitsDelimiter = last.raw.startsWith("<<");
    if (last?.kind !== "newline") continue;
    for (const delimiter of here.splice(0)) {
      const from = reader.at;
      takeHere(reader, delimiter);
      if (reader.at > from) push("here", from, []);
    }
  }
  return tokens;
}
