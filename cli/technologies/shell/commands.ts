/** Tokens of sh(1) -> the simple commands in them, with what is known of whether they are run. */
import { lexShell, type Token, type WordPart } from "./lex.ts";

/** One word of a command. */
export interface Word {
  readonly parts: readonly WordPart[];
  readonly line: number;
  readonly column: number;
}

export interface Redirect {
  readonly operator: string;
  readonly target: Word;
}

/** One command, or a loop over words around some of them. */
export type Command =
  | {
      readonly kind: "simple";
      readonly words: readonly Word[];
      readonly redirects: readonly Redirect[];
      readonly line: number;
      /** Whether it is run depends on something: it stands in an `if`, behind `||`, in a pipe ... */
      readonly maybe: boolean;
      /** `&&` stands before it: it is run when the one before went well. */
      readonly after: boolean;
    }
  | {
      readonly kind: "for";
      readonly name: string;
      readonly items: readonly Word[];
      readonly body: readonly Command[];
      readonly line: number;
    };

/** Deeper nesting is not looked into. */
const deepest = 20;
const opens = ["if", "while", "until", "case", "{", "select"];
const closes = ["fi", "done", "esac", "}"];
const joins = ["then", "do", "else", "elif", "!"];

function keywordOf(token: Token | undefined): string {
  if (token?.kind !== "word" || token.parts.some(({ quoted }) => quoted)) return "";
  return token.raw;
}

/** What a keyword or a bracket does to what is open around it. */
function nest(open: string[], word: string): void {
  if (word === "(" || opens.includes(word)) open.push(word);
  const bracket = open.at(-1) === "(";
  if ((word === ")" && bracket) || (closes.includes(word) && !bracket)) open.pop();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    const silent = ["blank", "comment", "here"];
    this.#tokens = lexShell(text).filter(({ kind }) => !silent.includes(kind));
  }

  get #now(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** Up to the end, or to `done` of a loop at this depth. */
  list(depth: number): Command[] {
    const commands: Command[] = [];
    const open: string[] = [];
    let before = "";
    for (let token = this.#now; token; token = this.#now) {
      const word = keywordOf(token);
      if (word === "done" && open.length === 0 && depth > 0) return commands;
      if (token.kind !== "word" && !/[<>]/.test(token.raw)) {
        nest(open, token.raw);
        before = token.raw;
        this.#at += 1;
      } else if ([...opens, ...closes, ...joins].includes(word)) {
        nest(open, word);
        before = ";";
        this.#at += 1;
      } else if (word === "for" && open.length === 0 && depth < deepest) {
        commands.push(this.#loop(depth));
      } else {
        commands.push(this.#simple(open.length > 0 || before === "||", before === "&&"));
      }
    }
    return commands;
  }

  /** `for NAME in WORDS; do ... done` */
  #loop(depth: number): Command {
    const line = this.#now?.line ?? 1;
    this.#at += 1;
    const name = this.#now?.raw ?? "";
    this.#at += 1;
    const items: Word[] = [];
    if (keywordOf(this.#now) === "in") this.#at += 1;
    while (this.#now?.kind === "word") items.push(this.#word(this.#now));
    while (this.#now && keywordOf(this.#now) !== "do") this.#at += 1;
    this.#at += 1;
    const body = this.list(depth + 1);
    this.#at += 1;
    return { kind: "for", name, items, body, line };
  }

  #word(token: Token): Word {
    this.#at += 1;
    return { parts: token.parts, line: token.line, column: token.column };
  }

  #simple(maybe: boolean, after: boolean): Command {
    const line = this.#now?.line ?? 1;
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    for (let token = this.#now; token; token = this.#now) {
      const redirected = token.kind === "operator" && /[<>]/.test(token.raw);
      if (token.kind === "word") words.push(this.#word(token));
      else if (redirected) this.#redirect(token, redirects);
      else break;
    }
    return { kind: "simple", words, redirects, line, maybe, after };
  }

  #redirect(token: Token, into: Redirect[]): void {
    this.#at += 1;
    if (this.#now?.kind === "word")
      into.push({ operator: token.raw, target: this.#word(this.#now) });
  }
}

/** Never throws; what it does not understand becomes commands that nobody knows. */
export function parseShell(text: string): readonly Command[] {
  const parser = new Parser(text);
  return parser.list(0);
}
