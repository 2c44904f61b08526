/** Submissions of which few others have so much in common: for a person to look at, never a verdict. Pure. */
import { parseAddress, parseSubnet } from "../../core/base/address.ts";
import { type TextFile, tokensOf } from "./copied.ts";
import type { Values } from "./draw.ts";

/** One student's files, with the values that are theirs. */
export interface Work {
  readonly id: string;
  readonly values: Values;
  readonly files: readonly TextFile[];
}

/** Two submissions, and what only they have. */
export interface Alike {
  readonly a: string;
  readonly b: string;
  /** Of what is not everybody's: the share that both have, 0 to 1. */
  readonly share: number;
  /** How many pieces of some words that is. */
  readonly pieces: number;
  /** Some lines of `a`. */
  readonly lines: readonly {
    readonly file: string;
    readonly line: number;
    readonly text: string;
  }[];
}

export interface Looking {
  /** What the lab gives, or anybody may write: starter, solution, alternatives. */
  readonly given: readonly Work[];
  /** From this share on they are named; default 0.6. */
  readonly share?: number;
}

/** So many words make a piece: a line and a bit. */
const words = 5;
/** What more than so many of a class have is what the exercise asks for. */
const common = { share: 0.1, least: 3 };
/** Fewer may be chance. */
const leastPieces = 8;
const shownLines = 5;

interface Piece {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** The most alike first. Own values are masked, so that a copy with the other's addresses replaced is one still. */
export function alike(works: readonly Work[], looking: Looking): readonly Alike[] {
  const mask = new Mask([...works, ...looking.given].map(({ values }) => values));
  const given = new Set(looking.given.flatMap((one) => [...piecesOf(one, mask).keys()]));
  const all = works.map((work) => ({ work, pieces: piecesOf(work, mask) }));
  const holders = new Map<string, number[]>();
  all.forEach(({ pieces }, at) => {
    for (const key of pieces.keys()) {
      if (given.has(key)) continue;
      const list = holders.get(key);
      if (list) list.push(at);
      else holders.set(key, [at]);
    }
  });
  const most = Math.max(common.least, works.length * common.share);
  const rare = new Map([...holders].filter(([, who]) => who.length <= most));
  const own = all.map(() => 0);
  const both = new Map<string, string[]>();
  for (const [key, who] of rare)
    for (const [index, at] of who.entries()) {
      own[at] = (own[at] ?? 0) + 1;
      for (const other of who.slice(index + 1)) {
        const pair = `${at} ${other}`;
        const list = both.get(pair);
        if (list) list.push(key);
        else both.set(pair, [key]);
      }
    }
  const found = [...both].flatMap(([pair, keys]): Alike[] => {
    const [first, second] = pair.split(" ").map((at) => all[Number(at)]);
    const [x, y] = pair.split(" ").map((at) => own[Number(at)] ?? 0);
    if (!first || !second || keys.length < leastPieces) return [];
    const share = keys.length / ((x ?? 0) + (y ?? 0) - keys.length);
    if (share < (looking.share ?? 0.6)) return [];
    const lines = linesOf(keys, first.pieces);
    return [{ a: first.work.id, b: second.work.id, share, pieces: keys.length, lines }];
  });
  return found.toSorted((a, b) => b.share - a.share || b.pieces - a.pieces);
}

function linesOf(keys: readonly string[], pieces: ReadonlyMap<string, Piece>): readonly Piece[] {
  const found = keys.flatMap((key) => pieces.get(key) ?? []);
  const each = new Map(found.map((piece) => [`${piece.file}:${piece.line}`, piece]));
  return [...each.values()].slice(0, shownLines);
}

/** Every run of some words, comments and all: who copies, copies a slip of the pen as well. */
function piecesOf({ values, files }: Work, mask: Mask): ReadonlyMap<string, Piece> {
  const own = new Map(Object.entries(values).map(([name, value]) => [value, `=${name}`]));
  const pieces = new Map<string, Piece>();
  for (const { path, text } of files) {
    const lines = text.split("\n");
    const tokens = lines.flatMap((line, at) =>
      wordsOf(line).map((word) => ({ word: mask.of(word, own), at })),
    );
    for (let at = 0; at + words <= tokens.length; at += 1) {
      const run = tokens.slice(at, at + words);
      const key = run.map(({ word }) => word).join(" ");
      const line = run[0]?.at ?? 0;
      if (!pieces.has(key))
        pieces.set(key, {
          file: path,
          line: line + 1,
          text: (lines[line] ?? "").trim().slice(0, 200),
        });
    }
  }
  return pieces;
}

function wordsOf(line: string): readonly string[] {
  return tokensOf(line).map((word) => word.toLowerCase());
}

/**
 * Values by the names of their parameters, an address by its place in its network. Networks and names are known whoever
 * has them, numbers are the student's own.
 */
class Mask {
  readonly #nets = new Map<string, string>();
  readonly #names = new Map<string, string>();
  readonly #prefixes = new Set<number>();

  constructor(everybody: readonly Values[]) {
    for (const values of everybody)
      for (const [name, value] of Object.entries(values)) {
        const net = parseSubnet(value);
        if (net) {
          this.#prefixes.add(net.prefix);
          this.#nets.set(`${net.base}/${net.prefix}`, name);
        } else if (!/^\d+$/.test(value)) this.#names.set(value.toLowerCase(), `=${name}`);
      }
  }

  of(word: string, own: ReadonlyMap<string, string>): string {
    const address = parseAddress(word);
    if (address === undefined) return own.get(word) ?? this.#names.get(word) ?? word;
    for (const prefix of this.#prefixes) {
      const host = address % 2 ** (32 - prefix);
      const name = this.#nets.get(`${address - host}/${prefix}`);
      if (name !== undefined) return `=${name}+${host}`;
    }
    return word;
  }
}
