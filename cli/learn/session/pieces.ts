/** Blocks of text cut into pieces that fit the screen. Pure. */
import type { Block } from "../../ui/markdown.ts";

export interface Piece {
  /** The block that it begins with, from 0; of a long block all pieces have the same. */
  readonly block: number;
  readonly lines: readonly string[];
}

interface Part {
  readonly block: number;
  readonly lines: readonly string[];
  readonly tight: boolean;
}

/**
 * A block stays whole where a screen holds it, and a heading stays with what follows it. `height` in lines;
 * without an end there is one piece.
 */
export function piecesOf(blocks: readonly Block[], height: number): Piece[] {
  const pieces: { block: number; lines: string[] }[] = [];
  for (const part of partsOf(blocks, Math.max(1, height))) {
    const last = pieces.at(-1);
    const gap = part.tight ? 0 : 1;
    if (last && last.lines.length + gap + part.lines.length <= height)
      last.lines.push(...(gap > 0 ? [""] : []), ...part.lines);
    else pieces.push({ block: part.block, lines: [...part.lines] });
  }
  return pieces;
}

function partsOf(blocks: readonly Block[], height: number): Part[] {
  const parts: Part[] = [];
  let heading: Part | undefined;
  blocks.forEach(({ kind, lines, tight }, block) => {
    const alone: Part = { block, lines, tight };
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
    lines: part.lines.slice(at * height, (at + 1) * height),
    tight: at > 0 || part.tight,
  }));
}

/** A text of lines as pieces: what a verb printed. */
export function linePieces(text: string, height: number): Piece[] {
  const lines = text.replace(/\n+$/, "").split("\n");
  const count = Number.isFinite(height) ? Math.max(1, Math.ceil(lines.length / height)) : 1;
  return Array.from({ length: count }, (_, at) => ({
    block: at,
    lines: count === 1 ? lines : lines.slice(at * height, (at + 1) * height),
  }));
}
