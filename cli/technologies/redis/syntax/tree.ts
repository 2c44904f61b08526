/** redis.conf and sentinel.conf as directives with their places (config.c, 7.0). */
import { type Token, tokensOf } from "./lexer.ts";

interface Argument {
  readonly value: string;
  /** From 1. */
  readonly column: number;
}

export interface Directive {
  /** In small letters, as the daemon reads it; of Sentinel's with the next word: "sentinel monitor". */
  readonly name: string;
  readonly args: readonly Argument[];
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

export interface RedisFile {
  /** They join to the text again. */
  readonly tokens: readonly Token[];
  readonly directives: readonly Directive[];
  /** Lines whose quotes do not fit: the daemon does not start. */
  readonly unbalanced: readonly number[];
}

/** Never throws; what makes no sense is a directive as well. */
export function parseRedis(text: string): RedisFile {
  const tokens = tokensOf(text);
  const lines = Map.groupBy(
    tokens.filter(({ kind }) => kind === "word"),
    ({ line }) => line,
  );
  const directives = [...lines.values()].flatMap((words) => directiveOf(words));
  const odd = tokens.filter(({ unbalanced }) => unbalanced).map(({ line }) => line);
  return { tokens, directives, unbalanced: [...new Set(odd)] };
}

function directiveOf(words: readonly Token[]): readonly Directive[] {
  const [first, second] = words;
  if (!first) return [];
  const { line, column } = first;
  const keyword = first.value.toLowerCase();
  const isTwo = keyword === "sentinel" && second !== undefined;
  const name = isTwo ? `${keyword} ${second.value.toLowerCase()}` : keyword;
  const rest = words.slice(isTwo ? 2 : 1);
  const args = rest.map((word) => ({ value: word.value, column: word.column }));
  return [{ name, args, line, column }];
}

/** The text that a file was read from. */
export function textOf({ tokens }: RedisFile): string {
  return tokens.map(({ raw }) => raw).join("");
}
