/** The words of a paragraph, each with its formats, and how they are put into lines. */
import { stripVTControlCharacters, styleText } from "node:util";
import type { MarkedToken, Token, Tokens } from "marked";
import type { TextStyle } from "../text-style.ts";

export type Format = "bold" | "italic" | "underline" | "strikethrough" | "cyan" | "dim";

export interface Piece {
  readonly text: string;
  readonly formats: readonly Format[];
}

type Style = Pick<TextStyle, "colour">;

/** A line break that was asked for: Unicode's own sign for it. */
const hard = "\u2028";

/** marked's own tokens: nothing here extends it. */
export function known(token: Token): MarkedToken {
  return token as MarkedToken;
}

/** Without colours, emphasis and code keep the marks that they were written with. */
export function piecesOf(
  tokens: readonly Token[],
  style: Style,
  formats: readonly Format[] = [],
): Piece[] {
  return tokens.flatMap((token) => pieces(known(token), style, formats));
}

function pieces(token: MarkedToken, style: Style, formats: readonly Format[]): Piece[] {
  const plain = (text: string): Piece[] => [{ text, formats }];
  const within = (format: Format, mark: string, inner: readonly Token[]): Piece[] =>
    style.colour
      ? piecesOf(inner, style, [...formats, format])
      : [...plain(mark), ...piecesOf(inner, style, formats), ...plain(mark)];
  switch (token.type) {
    case "strong":
      return within("bold", "*", token.tokens);
    case "em":
      return within("italic", "_", token.tokens);
    case "del":
      return within("strikethrough", "~", token.tokens);
    case "codespan":
      return style.colour
        ? [{ text: token.text, formats: [...formats, "cyan"] }]
        : plain(`\`${token.text}\``);
    case "br":
      return plain(hard);
    case "link":
      return link(token, style, formats);
    case "html":
      return plain(/^<br\b/i.test(token.text) ? hard : "");
    case "text":
      return token.tokens ? piecesOf(token.tokens, style, formats) : plain(unescaped(token.text));
    case "escape":
      return plain(token.text);
    default:
      return plain(token.raw);
  }
}

/** Where it leads is shown: nobody can click on it. */
function link(
  { href, text, tokens }: Tokens.Link,
  style: Style,
  formats: readonly Format[],
): Piece[] {
  const shown = piecesOf(tokens, style, style.colour ? [...formats, "underline"] : formats);
  const same = text === href || `mailto:${text}` === href;
  return same ? shown : [...shown, { text: ` (${href})`, formats }];
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  nbsp: "\u00a0",
};

function unescaped(text: string): string {
  return text.replace(
    /&(amp|lt|gt|quot|#39|nbsp);/g,
    (whole, name: string) => entities[name] ?? whole,
  );
}

/** Lines of at most `width` columns, broken between words; a longer word has a line of its own. */
export function wrapPieces(pieces: readonly Piece[], width: number): Piece[][] {
  const lines: Piece[][] = [[]];
  for (const word of wordsOf(pieces)) {
    const last = lines.at(-1) ?? [];
    const used = lengthOf(last);
    if (word === undefined) lines.push([]);
    else if (used > 0 && used + 1 + lengthOf(word) > width) lines.push([...word]);
    else last.push(...(used > 0 ? [{ text: " ", formats: [] }] : []), ...word);
  }
  return lines;
}

/** Pieces that no blank parts are one word; undefined is a line break. */
export function wordsOf(pieces: readonly Piece[]): (readonly Piece[] | undefined)[] {
  const words: (readonly Piece[] | undefined)[] = [];
  let word: Piece[] = [];
  const end = () => {
    if (word.length > 0) words.push(word);
    word = [];
  };
  for (const { text, formats } of pieces) {
    for (const part of text.split(/([^\S\u00a0]+)/)) {
      if (/[^\s\u00a0]|\u00a0/.test(part)) word.push({ text: part, formats });
      else if (part !== "") end();
      if (part.includes(hard)) words.push(undefined);
    }
  }
  end();
  return words;
}

/** In columns. */
export function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { text }) => sum + [...text].length, 0);
}

/** In columns, of a line that is painted already. */
export function columnsOf(line: string): number {
  return [...stripVTControlCharacters(line)].length;
}

export function painted(pieces: readonly Piece[], { colour }: Style): string {
  return pieces
    .map(({ text, formats }) =>
      colour && formats.length > 0
        ? styleText([...formats], text, { validateStream: false })
        : text,
    )
    .join("");
}
