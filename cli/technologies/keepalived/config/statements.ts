/** Tokens -> lines as keepalived reads them: words, braces, and what stands for something else. */
import { isUnclosed, type Token, tokensOf, unquoted } from "./tokens.ts";

/** One word, where it stands. */
export interface Word {
  /** The path on the node. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  /** As it is written. */
  readonly raw: string;
  /** Without its quotes, and with the definitions that it uses. */
  readonly value: string;
}

interface Line {
  readonly kind: "line";
  readonly words: readonly [Word, ...Word[]];
}

interface Mark {
  readonly kind: "open" | "close" | "definition" | "generator" | "condition" | "unclosed-quote";
  readonly at: Word;
}

export type Piece = Line | Mark;

export interface ConfigText {
  readonly pieces: readonly Piece[];
  readonly comments: readonly Word[];
}

function wordOf({ text, line, column }: Token, file: string): Word {
  return { file, line, column, raw: text, value: unquoted(text) };
}

/** Never throws. `file` is what the words say of where they are. */
export function piecesOf(text: string, file = ""): ConfigText {
  const pieces: Piece[] = [];
  const comments: Word[] = [];
  let words: Word[] = [];
  const endLine = () => {
    const [first, ...others] = words;
    if (first) pieces.push({ kind: "line", words: [first, ...others] });
    words = [];
  };
  for (const token of tokensOf(text)) {
    const { kind } = token;
    if (kind === "space") continue;
    const word = wordOf(token, file);
    if (kind === "word") {
      words.push(word);
      if (isUnclosed(token)) pieces.push({ kind: "unclosed-quote", at: word });
      continue;
    }
    if (kind === "comment") comments.push(word);
    else endLine();
    if (kind !== "comment" && kind !== "end") pieces.push({ kind, at: word });
  }
  endLine();
  return { pieces, comments };
}
