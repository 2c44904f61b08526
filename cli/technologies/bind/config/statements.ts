/** named.conf -> its statements, nested as they stand there. Pure; never throws; one pass over the tokens. */
import { isClosed, type Token, tokensOf, unquoted } from "./tokens.ts";

export interface Word {
  readonly is: "word";
  /** Without quotes. */
  readonly text: string;
  readonly quoted: boolean;
  readonly line: number;
  readonly column: number;
}

interface Block {
  readonly is: "block";
  readonly statements: readonly Statement[];
  /** Where it opens, and where it closes. */
  readonly line: number;
  readonly column: number;
  readonly end: Pick<Token, "line" | "column">;
}

export type Part = Word | Block;

/** All that stands before a semicolon: words, strings and blocks in their order. */
export interface Statement {
  readonly parts: readonly Part[];
  readonly line: number;
  readonly column: number;
}

export interface Problem {
  readonly what:
    | "no-semicolon"
    | "lone-semicolon"
    | "no-closing-brace"
    | "no-opening-brace"
    | "no-closing-quote";
  readonly line: number;
  readonly column: number;
}

export interface Tree {
  /** Joined, their texts are the input. */
  readonly tokens: readonly Token[];
  readonly statements: readonly Statement[];
  readonly problems: readonly Problem[];
}

/** Words that begin a statement of the file itself, and stand in none of them. */
const beginnings: ReadonlySet<string> = new Set([
  ...["options", "zone", "view", "acl", "key", "controls", "logging", "server"],
  ...["primaries", "masters", "include", "statistics-channels"],
]);

/** Deeper than any configuration goes; braces below that are passed over. */
const deepest = 40;

interface Open {
  readonly brace: Token | undefined;
  readonly statements: Statement[];
  parts: Part[];
}

class Builder {
  readonly #open: Open[] = [{ brace: undefined, statements: [], parts: [] }];
  readonly #problems: Problem[] = [];
  #tooDeep = 0;

  take(token: Token): void {
    if (token.kind === "open") this.#begin(token);
    else if (token.kind === "close") this.#end(token);
    else if (token.kind === "end") this.#semicolon(token);
    else if (token.kind === "word" || token.kind === "string") this.#word(token);
  }

  tree(tokens: readonly Token[]): Tree {
    for (const { brace } of this.#open.slice(1)) this.#say("no-closing-brace", brace);
    while (this.#open.length > 1) this.#close(tokens.at(-1));
    const rest = this.#top().parts.at(-1);
    if (rest && this.#problems.length === 0) this.#say("no-semicolon", endOf(rest));
    this.#finish();
    return { tokens, statements: this.#top().statements, problems: this.#problems };
  }

  #top(): Open {
    const top = this.#open.at(-1);
    if (top) return top;
    const bottom = { brace: undefined, statements: [], parts: [] };
    this.#open.push(bottom);
    return bottom;
  }

  #say(what: Problem["what"], at: Pick<Token, "line" | "column"> | undefined): void {
    this.#problems.push({ what, line: at?.line ?? 1, column: at?.column ?? 1 });
  }

  #word({ kind, text, line, column }: Token): void {
    if (kind === "string" && !isClosed(text)) this.#say("no-closing-quote", { line, column });
    const value = kind === "string" ? unquoted(text) : text;
    const last = this.#top().parts.at(-1);
    // A semicolon was forgotten behind a closing brace: without this the rest would be lost.
    if (last?.is === "block" && this.#open.length === 1 && beginnings.has(text)) {
      this.#say("no-semicolon", last.end);
      this.#finish();
    }
    this.#top().parts.push({ is: "word", text: value, quoted: kind === "string", line, column });
  }

  #begin(brace: Token): void {
    if (this.#open.length > deepest) this.#tooDeep += 1;
    else this.#open.push({ brace, statements: [], parts: [] });
  }

  #end(token: Token): void {
    if (this.#tooDeep > 0) {
      this.#tooDeep -= 1;
      return;
    }
    if (this.#open.length === 1) {
      this.#say("no-opening-brace", token);
      return;
    }
    const rest = this.#top().parts.at(-1);
    if (rest) this.#say("no-semicolon", endOf(rest));
    this.#close(token);
  }

  #semicolon(token: Token): void {
    if (this.#top().parts.length === 0 && this.#open.length <= deepest)
      this.#say("lone-semicolon", token);
    this.#finish();
  }

  #close(end: Pick<Token, "line" | "column"> | undefined): void {
    this.#finish();
    const done = this.#open.pop();
    if (!done) return;
    const { line = 1, column = 1 } = done.brace ?? {};
    const { statements } = done;
    this.#top().parts.push({ is: "block", statements, line, column, end: end ?? { line, column } });
  }

  #finish(): void {
    const top = this.#top();
    const [first] = top.parts;
    if (!first) return;
    top.statements.push({ parts: top.parts, line: first.line, column: first.column });
    top.parts = [];
  }
}

function endOf(part: Part): Pick<Token, "line" | "column"> {
  return part.is === "block" ? part.end : part;
}

export function parseNamedConf(text: string): Tree {
  const tokens = tokensOf(text);
  const builder = new Builder();
  for (const token of tokens) builder.take(token);
  return builder.tree(tokens);
}

/** The words before the first block. */
export function wordsOf({ parts }: Statement): readonly string[] {
  const block = parts.findIndex((part) => part.is === "block");
  const before = block < 0 ? parts : parts.slice(0, block);
  return before.flatMap((part) => (part.is === "word" ? [part.text] : []));
}

/** A statement's name; named does not mind its case. */
export function nameOf(statement: Statement): string {
  return (wordsOf(statement)[0] ?? "").toLowerCase();
}

/** What its first block holds; none: nothing. */
export function insideOf({ parts }: Statement): readonly Statement[] {
  return parts.find((part) => part.is === "block")?.statements ?? [];
}
