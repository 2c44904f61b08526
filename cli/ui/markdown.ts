/** Markdown for a terminal: as wide as it is, with colours or without, in ASCII where there is nothing else. */
import { lexer, type Token, type Tokens } from "marked";
import { toAscii } from "../core/base/ascii.ts";
import { cleanLines } from "../core/base/clean.ts";
import { columnsOf, type Format, known, painted, piecesOf, wrapPieces } from "./markdown/pieces.ts";
import { tableLines } from "./markdown/table.ts";
import type { TextStyle } from "./text-style.ts";

/** A paragraph, a heading, one item of a list, a table ...: what is read as one. */
export interface Block {
  readonly kind: "heading" | "other";
  readonly lines: readonly string[];
  /** It follows without an empty line. */
  readonly tight: boolean;
}

/** Longer lines are hard to read. */
const mostColumns = 100;
/** Less is no column: lines get longer than the terminal instead. */
const fewestColumns = 16;

/** Ends with a line end. Harmless whatever the text holds; only our own colours are in it. */
export function renderMarkdown(text: string, style: TextStyle): string {
  const lines = markdownBlocks(text, style).flatMap((one, at) =>
    at > 0 && !one.tight ? ["", ...one.lines] : one.lines,
  );
  return `${lines.join("\n")}\n`;
}

/** The same, block by block, for who shows them piece by piece. */
export function markdownBlocks(text: string, style: TextStyle): Block[] {
  const narrow = { ...style, width: Math.min(style.width, mostColumns) };
  const found = lexer(cleanLines(text)).flatMap((one): Block[] => {
    const token = known(one);
    if (token.type === "list") return itemBlocks(token, narrow);
    const lines = block(token, narrow);
    const kind = token.type === "heading" ? "heading" : "other";
    return lines.length === 0 ? [] : [{ kind, lines, tight: false }];
  });
  return found.map(({ lines, ...one }) => ({
    ...one,
    lines: lines.map((line) => (style.ascii ? toAscii(line) : line).trimEnd()),
  }));
}

function itemBlocks(token: Tokens.List, style: TextStyle): Block[] {
  return items(token, style).map((lines, at) => ({
    kind: "other",
    lines,
    tight: at > 0 && !token.loose,
  }));
}

/** `apart`: with an empty line between two of them. */
function blocks(tokens: readonly Token[], style: TextStyle, apart: boolean): string[] {
  const parts = tokens.map((token) => block(token, style)).filter((lines) => lines.length > 0);
  return parts.flatMap((lines, at) => (apart && at > 0 ? ["", ...lines] : lines));
}

function block(one: Token, style: TextStyle): string[] {
  const token = known(one);
  switch (token.type) {
    case "heading":
      return heading(token, style);
    case "paragraph":
      return wrapped(token.tokens, style);
    case "text":
      return wrapped(token.tokens ?? [token], style);
    case "code":
      return code(token, style);
    case "list":
      return items(token, style).flatMap((lines, at) =>
        token.loose && at > 0 ? ["", ...lines] : lines,
      );
    case "table":
      return tableLines(token, style);
    case "blockquote": {
      const bar = style.ascii ? "| " : "│ ";
      return blocks(token.tokens, narrower(style, 2), true).map((line) => bar + line);
    }
    case "hr":
      return [(style.ascii ? "-" : "─").repeat(style.width)];
    case "html":
      return html(token, style);
    default:
      return [];
  }
}

function wrapped(
  tokens: readonly Token[],
  style: TextStyle,
  formats: readonly Format[] = [],
): string[] {
  const pieces = piecesOf(tokens, style, formats);
  return wrapPieces(pieces, style.width).map((line) => painted(line, style));
}

/** The first two levels are underlined: that is seen without colours, too, and heard by nobody with profit. */
function heading({ depth, tokens }: Tokens.Heading, style: TextStyle): string[] {
  const lines = wrapped(tokens, style, ["bold"]);
  if (depth > 2 || style.linear) return lines;
  const signs = style.ascii ? ["=", "-"] : ["═", "─"];
  return [...lines, (signs[depth - 1] ?? "-").repeat(Math.max(...lines.map(columnsOf)))];
}

/** As it was written: never wrapped, and indented as far as there is room. */
function code({ text }: Tokens.Code, style: TextStyle): string[] {
  const lines = text.split("\n");
  const room = style.width - Math.max(...lines.map(columnsOf));
  const indent = " ".repeat(Math.max(0, Math.min(4, room)));
  return lines.map((line) => indent + painted([{ text: line, formats: ["cyan"] }], style));
}

/** The lines of each item. */
function items({ ordered, start, items: all, loose }: Tokens.List, style: TextStyle): string[][] {
  const first = start === "" ? 1 : start;
  const bullet = style.ascii || style.linear ? "- " : "• ";
  const marks = all.map((_, at) => (ordered ? `${first + at}. ` : bullet));
  const indent = Math.max(...marks.map((mark) => mark.length));
  return all.map((item, at) => {
    const mark = (marks[at] ?? bullet).padStart(indent);
    const lines = blocks(item.tokens, narrower(style, indent), loose);
    return (lines.length > 0 ? lines : [""]).map(
      (line, index) => (index === 0 ? mark : " ".repeat(indent)) + line,
    );
  });
}

/** Comments are for authors; of other HTML, what stands between its tags. */
function html({ text }: Tokens.HTML | Tokens.Tag, style: TextStyle): string[] {
  const words = text.replace(/<!--[\s\S]*?-->/g, "").replace(/<[^>]*>/g, " ");
  if (words.trim() === "") return [];
  const pieces = [{ text: words, formats: [] }];
  return wrapPieces(pieces, style.width).map((line) => painted(line, style));
}

function narrower(style: TextStyle, by: number): TextStyle {
  return { ...style, width: Math.max(fewestColumns, style.width - by) };
}
