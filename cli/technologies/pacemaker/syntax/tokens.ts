/**
 * crm's words as tokens that join to the text again. A backslash at a line's end goes on in the next one, whose
 * blanks at the begin are lost (lines2cli() of crmsh 4.4.1, utils.py); words and quotes are those of a shell
 * (shlex.split() of Python).
 */

export interface Token {
  readonly kind: "word" | "space" | "comment" | "goes-on" | "newline";
  /** As it stands there. */
  readonly raw: string;
  /** A word without quotes and escapes; else the same as `raw`. */
  readonly value: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** A word that goes on what the line before ended with, for there is no blank between them. */
  readonly glued: boolean;
  /** The number of its statement, from 0: lines that go on are one. */
  readonly statement: number;
  /** A quote is still open at the end of its statement. */
  readonly unbalanced: boolean;
}

/** str.strip() of Python, which takes no byte order mark for one. */
const isBlank = (letter: string) => /\s/.test(letter) && letter !== "\uFEFF";
/** What parts words. */
const parts = " \t\r";

interface State {
  line: number;
  statement: number;
  /** An open quote, over lines. */
  quote: "" | '"' | "'";
  /** A word ended with its line, without a blank. */
  open: boolean;
  comment: boolean;
  /** Something of the statement was there. */
  begun: boolean;
}

/** Linear in the text; never throws. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const state: State = {
    ...{ line: 1, statement: 0, quote: "", open: false, comment: false, begun: false },
  };
  for (let at = 0; at < text.length; state.line += 1) {
    const end = text.indexOf("\n", at);
    const next = end < 0 ? text.length : end + 1;
    lineOf(text.slice(at, next), state, tokens);
    at = next;
  }
  return tokens;
}

/** Where what is left of a line, without the blanks around it and its last backslashes, begins and ends. */
function rangeOf(text: string): {
  readonly from: number;
  readonly to: number;
  readonly goesOn: boolean;
} {
  let [from, to] = [0, text.length];
  while (from < to && isBlank(text.charAt(from))) from += 1;
  while (to > from && isBlank(text.charAt(to - 1))) to -= 1;
  const goesOn = to > from && text.charAt(to - 1) === "\\";
  while (goesOn && to > from && text.charAt(to - 1) === "\\") to -= 1;
  return { from, to, goesOn };
}

function lineOf(raw: string, state: State, tokens: Token[]): void {
  const text = raw.endsWith("\n") ? raw.slice(0, -1) : raw;
  const { from, to, goesOn } = rangeOf(text);
  const put = (kind: Token["kind"], start: number, end: number, value?: string, glued = false) => {
    const piece = text.slice(start, end);
    if (piece === "") return;
    const { line, statement } = state;
    const place = { line, column: start + 1, statement };
    tokens.push({ kind, raw: piece, value: value ?? piece, ...place, glued, unbalanced: false });
  };
  put("space", 0, from);
  if (!state.begun && text.charAt(from) === "#") state.comment = true;
  if (to > from) state.begun = true;
  if (state.comment) put("comment", from, to);
  else new Words(text.slice(0, to), from, state).each(put);
  put(goesOn ? "goes-on" : "space", to, text.length);
  if (!goesOn && state.quote !== "") unbalance(tokens, state.statement);
  if (raw.endsWith("\n"))
    tokens.push({
      ...{ kind: "newline", raw: "\n", value: "\n", line: state.line, column: text.length + 1 },
      ...{ glued: false, statement: state.statement, unbalanced: false },
    });
  if (goesOn) return;
  Object.assign(state, { quote: "", open: false, comment: false, begun: false });
  state.statement += 1;
}

/** The last word of a statement, whose quote nobody closed. */
function unbalance(tokens: Token[], statement: number): void {
  const at = tokens.findLastIndex(({ kind }) => kind === "word");
  const word = tokens[at];
  if (word?.statement === statement) tokens[at] = { ...word, unbalanced: true };
}

type Put = (
  kind: Token["kind"],
  start: number,
  end: number,
  value?: string,
  glued?: boolean,
) => void;

/** The words of one line, from a place on. */
class Words {
  readonly #text: string;
  readonly #state: State;
  #at: number;

  constructor(text: string, at: number, state: State) {
    this.#text = text;
    this.#at = at;
    this.#state = state;
  }

  each(put: Put): void {
    let glued = this.#state.open;
    while (this.#at < this.#text.length) {
      const start = this.#at;
      if (this.#state.quote === "" && parts.includes(this.#text.charAt(start))) {
        while (this.#at < this.#text.length && parts.includes(this.#text.charAt(this.#at)))
          this.#at += 1;
        put("space", start, this.#at);
        glued = false;
        this.#state.open = false;
      } else {
        const value = this.#word();
        put("word", start, this.#at, value, glued);
        glued = false;
        this.#state.open = true;
      }
    }
  }

  /** Up to a blank, or the end of the line. */
  #word(): string {
    const value: string[] = [];
    while (this.#at < this.#text.length) {
      const letter = this.#text.charAt(this.#at);
      if (this.#state.quote === "" && parts.includes(letter)) break;
      this.#at += 1;
      if (letter === "\\" && this.#state.quote !== "'") value.push(this.#escaped());
      else if (letter === this.#state.quote) this.#state.quote = "";
      else if (this.#state.quote === "" && (letter === '"' || letter === "'"))
        this.#state.quote = letter;
      else value.push(letter);
    }
    return value.join("");
  }

  /** Between double quotes only they and a backslash are escaped. */
  #escaped(): string {
    const next = this.#text.charAt(this.#at);
    if (next === "") return "";
    if (this.#state.quote === '"' && next !== '"' && next !== "\\") return "\\";
    this.#at += 1;
    return next;
  }
}
