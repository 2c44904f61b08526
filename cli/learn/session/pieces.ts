/** Blocks of text cut into pieces that fit the screen. Pure. */
import wrapAnsi from "wrap-ansi";
import type { Block } from "../../ui/markdown.ts";

export interface Piece {
  /** The block that it begins with, from 0; within a long block with the share of it that stands before. */
  readonly start: number;
  readonly lines: readonly string[];
}

interface Part {
  readonly start: number;
  readonly lines: readonly string[];
  readonly tight: boolean;
}

/**
 * A block stays whole where a screen holds it, and a heading stays with what follows it. `height` in lines;
 * without an end there is one piece.
 */
export function piecesOf(blocks: readonly Block[], height: number): Piece[] {
  const pieces: { start: number; lines: string[] }[] = [];
  for (const part of partsOf(blocks, Math.max(1, height))) {
    const last = pieces.at(-1);
    const gap = part.tight ? 0 : 1;
    if (last && last.lines.length + gap + part.lines.length <= height)
      last.lines.push(...(gap > 0 ? [""] : []), ...part.lines);
    else pieces.push({ start: part.start, lines: [...part.lines] });
  }
  return pieces.map(({ start, lines }) => ({ start, lines: withoutEdges(lines) }));
}

/** A cut may leave empty lines at its sides. */
function withoutEdges(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line !== "");
  const last = lines.findLastIndex((line) => line !== "");
  return first < 0 ? [] : lines.slice(first, last + 1);
}

function partsOf(blocks: readonly Block[], height: number): Part[] {
  const parts: Part[] = [];
  let heading: Part | undefined;
  blocks.forEach(({ kind, lines, tight }, block) => {
    const alone: Part = { start: block, lines, tight };
    const part = heading ? below(heading, alone) : alone;
    if (kind === "heading") {
      heading = part;
      return;
    }
    heading = undefined;
    parts.push(...split(part, height));
  });
  return heading ? [...parts, heading] : parts;
}

function below(heading: Part, part: Part): Part {
  return { ...heading, lines: [...heading.lines, ...(part.tight ? [] : [""]), ...part.lines] };
}

function split(part: Part, height: number): Part[] {
  if (part.lines.length <= height) return [part];
  const count = Math.ceil(part.lines.length / height);
  return Array.from({ length: count }, (_, at) => ({
    ...part,
    start: part.start + Math.floor((at / count) * 1000) / 1000,
    lines: part.lines.slice(at * height, (at + 1) * height),
    tight: at > 0 || part.tight,
  }));
}

/** A line that is wider than the screen goes on in the next one, as a terminal has it. */
export function fitted(line: string, width: number): string[] {
  return wrapAnsi(line, width, { hard: true, wordWrap: false, trim: false }).split("\n");
}

/** A text of lines as pieces: what a verb printed. */
export function linePieces(text: string, height: number): Piece[] {
  const lines = text.replace(/\n+$/, "").split("\n");
  const count = Number.isFinite(height) ? Math.max(1, Math.ceil(lines.length / height)) : 1;
  return Array.from({ length: count }, (_, at) => ({
    start: at,
    lines: count === 1 ? lines : lines.slice(at * height, (at + 1) * height),
  }));
}
