/** keepalived.conf(5) -> tokens that join to the very text: what lib/parser.c (2.2.7) sees in a line. */

type TokenKind =
  | "space"
  | "comment"
  | "word"
  | "open"
  | "close"
  /** `$NAME=value`, over several lines where they end with a backslash. */
  | "definition"
  /** `~SEQ(...)`, `~LST(...)`: a line that stands for several ones. */
  | "generator"
  /** `@id`: the line is for the daemon of that id only. */
  | "condition"
  | "end";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
}

/** parser.c: " \t\f\n\r\v"; a BOM and a no-break space are letters to it. */
const space = " \t\f\r\v";
const startsComment = "#!";
const endsWord = `${space}"{}${startsComment}`;
const includes = /^include[rmwba]?$/;
/** `${NAME}`, `${_RANDOM 1 9}`: at this very place. */
const reference = /\$\{[A-Za-z_]\w*(?: [ \d]*)?\}/y;
const definition = /\$[A-Za-z_]\w*[ \t]*=/y;

class Lexer {
  readonly tokens: Token[] = [];
  readonly #text: string;
  #at = 0;
  #line = 1;
  #lineStart = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): readonly Token[] {
    while (this.#at < this.#text.length) this.#readLine();
    return this.tokens;
  }

  #push(kind: TokenKind, end: number): void {
    const [from, start] = [this.#at, this.#lineStart];
    const text = this.#text.slice(from, end);
    this.tokens.push({ kind, text, line: this.#line, column: from - start + 1 });
    this.#at = end;
  }

  #spaces(end: number): void {
    let to = this.#at;
    while (to < end && space.includes(this.#text.charAt(to))) to += 1;
    if (to > this.#at) this.#push("space", to);
  }

  #endOfLine(): number {
    const found = this.#text.indexOf("\n", this.#at);
    return found < 0 ? this.#text.length : found;
  }

  #readLine(): void {
    const end = this.#endOfLine();
    this.#spaces(end);
    const first = this.#text.charAt(this.#at);
    if (first === "$" && matches(definition, this.#text, this.#at)) this.#definition(end);
    else if (first === "~") this.#push("generator", this.#commentIn(end));
    else if (first === "@") this.#push("condition", this.#bareEnd(end));
    this.#words(this.#endOfLine());
    if (this.#at < this.#text.length) this.#newLine();
  }

  #newLine(): void {
    this.#push("end", this.#at + 1);
    this.#line += 1;
    this.#lineStart = this.#at;
  }

  /** One token a line; a line that ends with a backslash goes on in the next one. */
  #definition(lineEnd: number): void {
    let end = lineEnd;
    for (;;) {
      this.#spaces(end);
      const until = this.#commentIn(end);
      this.#push("definition", until);
      const isLast =
        until === 0 || this.#text.charAt(until - 1) !== "\\" || end >= this.#text.length;
      if (isLast || startsComment.includes(this.#text.charAt(until))) return;
      this.#spaces(end);
      this.#newLine();
      end = this.#endOfLine();
      if (this.#text.slice(this.#at, end).trim() === "") return;
    }
  }

  #words(end: number): void {
    // An include begins a line, or stands behind a brace.
    let isFirst = true;
    for (this.#spaces(end); this.#at < end; this.#spaces(end)) {
      const kind = this.#piece(end);
      const isInclude = kind === "word" && includes.test(this.tokens.at(-1)?.text ?? "");
      if (isFirst && isInclude) this.#included(end);
      isFirst = kind !== "word";
    }
  }

  #piece(end: number): TokenKind {
    const char = this.#text.charAt(this.#at);
    if (startsComment.includes(char)) this.#push("comment", trimmed(this.#text, this.#at, end));
    else if (char === "{") this.#push("open", this.#at + 1);
    else if (char === "}") this.#push("close", this.#at + 1);
    else this.#push("word", char === '"' ? this.#quoteEnd(end) : this.#bareEnd(end));
    return this.tokens.at(-1)?.kind ?? "word";
  }

  /** All behind `include` is one pattern, braces as well. */
  #included(end: number): void {
    this.#spaces(end);
    const until = trimmed(this.#text, this.#at, this.#commentIn(end));
    if (until > this.#at) this.#push("word", until);
  }

  /** Where the comment of this line begins, from here on; else its end. */
  #commentIn(end: number): number {
    let isQuoted = false;
    for (let at = this.#at; at < end; at += 1) {
      const char = this.#text.charAt(at);
      if (char === "\\") at += 1;
      else if (char === '"') isQuoted = !isQuoted;
      else if (!isQuoted && startsComment.includes(char)) return at;
    }
    return trimmed(this.#text, this.#at, end);
  }

  /** Behind the closing quote; without one: the end of the line. */
  #quoteEnd(end: number): number {
    for (let at = this.#at + 1; at < end; at += 1) {
      const char = this.#text.charAt(at);
      if (char === "\\") at += 1;
      else if (char === '"') return at + 1;
    }
    return trimmed(this.#text, this.#at, end);
  }

  #bareEnd(end: number): number {
    let at = this.#at;
    while (at < end) {
      const char = this.#text.charAt(at);
      if (char === "\\") at += 2;
      else if (char === "$" && matches(reference, this.#text, at)) at = reference.lastIndex;
      else if (endsWord.includes(char)) break;
      else at += 1;
    }
    // An escape may be the line's last character.
    return Math.max(Math.min(at, end), this.#at + 1);
  }
}

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** The end without the white space before it. */
function trimmed(text: string, from: number, end: number): number {
  let to = end;
  while (to > from && space.includes(text.charAt(to - 1))) to -= 1;
  return to;
}

/** Never throws; joined, the tokens are the text. */
export function tokensOf(text: string): readonly Token[] {
  return new Lexer(text).run();
}

/** What the daemon takes a word for: without its quotes, `\#` for `#`. */
export function unquoted(text: string): string {
  if (text.startsWith('"'))
    return text.slice(1, text.length > 1 && text.endsWith('"') ? -1 : undefined);
  return text.replace(/\\([#!])/g, "$1");
}

/** A quote that the line does not close. */
export function isUnclosed({ kind, text }: Token): boolean {
  return kind === "word" && text.startsWith('"') && (text.length === 1 || !text.endsWith('"'));
}
