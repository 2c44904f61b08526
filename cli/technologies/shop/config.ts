/** shop.conf as directives with their places, as halab-shop reads it (templates/shop/node/src/config.c). */

interface Token {
  readonly kind: "word" | "space" | "comment" | "newline";
  readonly text: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

export interface Directive {
  readonly words: readonly string[];
  readonly columns: readonly number[];
  readonly line: number;
}

export interface ShopFile {
  /** They join to the text again. */
  readonly tokens: readonly Token[];
  readonly directives: readonly Directive[];
}

/** A "#" begins a comment wherever it stands, in the middle of a word as well. */
const piece = /(\n)|([ \t\r]+)|(#[^\n]*)|([^ \t\r\n#]+)/g;

/** Never throws; linear in the text. */
export function parseShop(text: string): ShopFile {
  const tokens: Token[] = [];
  let [line, column] = [1, 1];
  for (const [raw, newline, space, comment] of text.matchAll(piece)) {
    const kind = newline ? "newline" : space ? "space" : comment ? "comment" : "word";
    tokens.push({ kind, text: raw, line, column });
    [line, column] = newline ? [line + 1, 1] : [line, column + raw.length];
  }
  const words = Map.groupBy(
    tokens.filter(({ kind }) => kind === "word"),
    (token) => token.line,
  );
  const directives = [...words].map(([at, own]) => ({
    words: own.map((token) => token.text),
    columns: own.map((token) => token.column),
    line: at,
  }));
  return { tokens, directives };
}
