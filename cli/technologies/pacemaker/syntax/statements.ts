/** A file of crm as statements with their words and places. */
import { type Token, tokensOf } from "./tokens.ts";

export interface Word {
  readonly value: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** The first one of its line. */
  readonly first: boolean;
  /** Where a part of it stands that begins a line: it was meant to be a word of its own. */
  readonly glued:
    | { readonly line: number; readonly column: number; readonly value: string }
    | undefined;
}

export interface Statement {
  /** In small letters, as crm takes it. */
  readonly keyword: string;
  readonly word: Word;
  /** Behind the keyword. */
  readonly words: readonly Word[];
  readonly unbalanced: boolean;
}

/** A line that a comment took with it, for it ended with a backslash. */
interface Swallowed {
  readonly line: number;
  readonly comment: number;
}

export interface CrmFile {
  /** They join to the text again. */
  readonly tokens: readonly Token[];
  readonly statements: readonly Statement[];
  readonly swallowed: readonly Swallowed[];
}

/** Never throws; what makes no sense is a statement as well. */
export function parseCrm(text: string): CrmFile {
  const tokens = tokensOf(text);
  const said = tokens.filter(({ kind }) => kind === "word" || kind === "comment");
  const groups = [...Map.groupBy(said, ({ statement }) => statement).values()];
  return {
    tokens,
    statements: groups.flatMap((all) => (all[0]?.kind === "word" ? statementOf(all) : [])),
    swallowed: groups.flatMap(swallowedBy),
  };
}

/** More comments may follow; anything else was meant. */
function swallowedBy(all: readonly Token[]): readonly Swallowed[] {
  const [first, ...more] = all;
  if (first?.kind !== "comment") return [];
  return more
    .filter(({ raw }) => !raw.startsWith("#"))
    .slice(0, 1)
    .map(({ line }) => ({ line, comment: first.line }));
}

function statementOf(tokens: readonly Token[]): readonly Statement[] {
  const words: Word[] = [];
  let line = 0;
  for (const token of tokens) {
    const before = words.at(-1);
    const { value, column } = token;
    if (token.glued && before) {
      const glued = before.glued ?? { line: token.line, column, value };
      words[words.length - 1] = { ...before, value: before.value + value, glued };
    } else {
      words.push({ value, line: token.line, column, first: token.line !== line, glued: undefined });
    }
    line = token.line;
  }
  const [word, ...rest] = words;
  if (!word) return [];
  const unbalanced = tokens.some((token) => token.unbalanced);
  return [{ keyword: word.value.toLowerCase(), word, words: rest, unbalanced }];
}

/** The text that a file was read from. */
export function textOf({ tokens }: CrmFile): string {
  return tokens.map(({ raw }) => raw).join("");
}
