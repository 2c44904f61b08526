/** A zone file -> its lines, of which parentheses make one of several. Pure; never throws. */
import { type ZoneToken, zoneTokensOf } from "./tokens.ts";

export interface ZoneWord {
  /** Without quotes. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

export interface ZoneLine {
  readonly words: readonly ZoneWord[];
  /** It begins with a blank: the owner is that of the line before. */
  readonly indented: boolean;
  readonly line: number;
  readonly column: number;
}

export interface ZoneProblem {
  readonly what: "no-closing-parenthesis" | "no-opening-parenthesis" | "no-closing-quote";
  readonly line: number;
  readonly column: number;
}

export interface ZoneText {
  /** Joined, their texts are the input. */
  readonly tokens: readonly ZoneToken[];
  readonly lines: readonly ZoneLine[];
  readonly problems: readonly ZoneProblem[];
}

interface State {
  words: ZoneWord[];
  indented: boolean;
  /** Parentheses that are open. */
  readonly open: ZoneToken[];
  readonly lines: ZoneLine[];
  readonly problems: ZoneProblem[];
}

function finish(state: State): void {
  const [first] = state.words;
  const { words, indented } = state;
  if (first) state.lines.push({ words, indented, line: first.line, column: first.column });
  state.words = [];
  state.indented = false;
}

function wordOf({ kind, text, line, column }: ZoneToken): ZoneWord {
  if (kind === "word") return { text, line, column };
  const closed = text.length > 1 && text.endsWith('"');
  return { text: text.slice(1, closed ? -1 : undefined), line, column };
}

/** A blank at the beginning of a line; a byte order mark is none. */
function indent(state: State, { text, column }: ZoneToken): void {
  const first = column === 1 && state.words.length === 0 && state.open.length === 0;
  if (first && /[ \t]/.test(text)) state.indented = true;
}

function word(state: State, token: ZoneToken): void {
  const { kind, text, line, column } = token;
  if (kind === "string" && (text.length < 2 || !text.endsWith('"')))
    state.problems.push({ what: "no-closing-quote", line, column });
  state.words.push(wordOf(token));
}

const takes: Readonly<Record<ZoneToken["kind"], (state: State, token: ZoneToken) => void>> = {
  newline(state) {
    if (state.open.length === 0) finish(state);
  },
  space: indent,
  comment() {},
  open(state, token) {
    state.open.push(token);
  },
  close(state, { line, column }) {
    if (!state.open.pop()) state.problems.push({ what: "no-opening-parenthesis", line, column });
  },
  word,
  string: word,
};

export function parseZone(text: string): ZoneText {
  const tokens = zoneTokensOf(text);
  const state: State = { words: [], indented: false, open: [], lines: [], problems: [] };
  for (const token of tokens) takes[token.kind](state, token);
  const [unclosed] = state.open;
  if (unclosed) {
    const { line, column } = unclosed;
    state.problems.push({ what: "no-closing-parenthesis", line, column });
  }
  finish(state);
  return { tokens, lines: state.lines, problems: state.problems };
}
