/** Files -> one stream of lines, as the daemon reads it: includes, definitions, conditions. */
import { posix } from "node:path";
import { type ConfigText, type Piece, piecesOf, type Word } from "./statements.ts";
import { tokensOf, unquoted } from "./tokens.ts";

interface Missing {
  /** Behind `include`. */
  readonly at: Word;
  /** The whole path that it means. */
  readonly pattern: string;
}

export interface Expanded {
  readonly pieces: readonly Piece[];
  readonly comments: readonly Word[];
  /** Read, in the order in which they were. */
  readonly files: readonly string[];
  /** Includes that no file of the node matches. */
  readonly missing: readonly Missing[];
  /** What it would take the daemon to know: `~SEQ`, definitions of several lines. Who sees that should not judge. */
  readonly unsure: boolean;
}

/** Files that include each other end here. */
const deepestInclude = 20;
/** Of one configuration; more than that is an include that multiplies. */
const mostFiles = 200;
const longestWord = 4096;
/** Of a definition, and of a word that uses some: parser.c reads lines of 1024. */
const longestText = 512;
const references = /\$(?:\{([A-Za-z_]\w*)(?: [ \d]*)?\}|([A-Za-z_]\w*))/g;

interface Sources {
  readonly paths: readonly string[];
  /** What stands in a file, already cut into pieces. */
  read(path: string): ConfigText;
}

class Expansion {
  readonly pieces: Piece[] = [];
  readonly comments: Word[] = [];
  readonly files: string[] = [];
  readonly missing: Missing[] = [];
  unsure = false;
  readonly #sources: Sources;
  readonly #definitions = new Map<string, string>();
  readonly #open: string[] = [];

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  file(path: string): void {
    const isLoop = this.#open.includes(path);
    if (isLoop || this.#open.length >= deepestInclude || this.files.length >= mostFiles) {
      this.unsure = true;
      return;
    }
    this.#open.push(path);
    this.files.push(path);
    const { pieces, comments } = this.#sources.read(path);
    for (const comment of comments) this.comments.push({ ...comment, file: path });
    this.#all(pieces, path);
    this.#open.pop();
  }

  #all(pieces: readonly Piece[], path: string): void {
    let leftOut = 0;
    for (const piece of pieces) {
      const { line } = piece.kind === "line" ? piece.words[0] : piece.at;
      // Without an id of its own the daemon is none of those that `@id` means.
      if (piece.kind === "condition" && !piece.at.value.startsWith("@^")) leftOut = line;
      if (piece.kind !== "condition" && line !== leftOut) this.#one(piece, path);
    }
  }

  #one(piece: Piece, path: string): void {
    if (piece.kind === "definition") this.#define(piece.at.raw);
    else if (piece.kind === "generator") this.unsure = true;
    else if (piece.kind !== "line")
      this.pieces.push({ kind: piece.kind, at: { ...piece.at, file: path } });
    else this.#line(piece.words, path);
  }

  #define(text: string): void {
    const at = text.indexOf("=");
    const name = text.slice(1, at).trim();
    if (at < 0 || text.endsWith("\\") || text.length > longestText) this.unsure = true;
    if (this.unsure) return;
    const value = this.#expanded(text.slice(at + 1).trim());
    // Definitions that use each other double with each step.
    if (value.length > longestText) this.unsure = true;
    else this.#definitions.set(name, value);
  }

  /** With what is defined until here. */
  #expanded(text: string): string {
    return text.replace(references, (whole, braced?: string, bare?: string) => {
      const name = braced ?? bare ?? "";
      const known = this.#definitions.get(name);
      // keepalived knows some by itself: _PWD, _INSTANCE, _RANDOM.
      if (known === undefined && (braced !== undefined || name.startsWith("_"))) this.unsure = true;
      return known ?? whole;
    });
  }

  #line(words: readonly Word[], path: string): void {
    const [first, ...others] = words.flatMap((word) => this.#replaced({ ...word, file: path }));
    if (!first) return;
    if (/^include[rmwba]?$/.test(first.value) && others[0]) this.#include(others[0], path);
    else this.pieces.push({ kind: "line", words: [first, ...others] });
  }

  #replaced(word: Word): Word[] {
    if (!word.value.includes("$")) return [word];
    if (word.value.length > longestText) this.unsure = true;
    const value = this.unsure ? word.value : this.#expanded(word.value);
    if (value.length > longestWord) this.unsure = true;
    if (value.length > longestWord || value === word.value) return [word];
    if (word.raw.startsWith('"')) return [{ ...word, value }];
    const tokens = tokensOf(value).filter(({ kind }) => kind !== "space");
    if (tokens.some(({ kind }) => kind !== "word")) this.unsure = true;
    return tokens.map(({ text }) => ({ ...word, value: unquoted(text) }));
  }

  #include(pattern: Word, path: string): void {
    const whole = posix.resolve(posix.dirname(path), pattern.value);
    const matches = filesLike(whole, this.#sources.paths);
    if (matches.length === 0) this.missing.push({ at: pattern, pattern: whole });
    for (const each of matches) this.file(each);
  }
}

/** The files that a pattern of `include` names, in the order of their names: glob(7). */
function filesLike(pattern: string, paths: readonly string[]): string[] {
  return paths.filter((path) => isLike(path, pattern)).toSorted();
}

function isLike(path: string, pattern: string): boolean {
  const [parts, wanted] = [path.split("/"), pattern.split("/")];
  return (
    parts.length === wanted.length && wanted.every((part, at) => isNameLike(parts[at] ?? "", part))
  );
}

/** One name against one pattern of `*`, `?`, `[...]`, in time of their product at worst. */
function isNameLike(name: string, pattern: string): boolean {
  // A leading dot is not for a wildcard.
  if (name.startsWith(".") && !pattern.startsWith(".")) return false;
  let reached = [0];
  for (const part of pattern.match(/\[!?\]?[^\]]*\]|[\s\S]/g) ?? []) {
    if (part === "*") reached = from(reached[0], name.length);
    else reached = reached.flatMap((at) => (isCharLike(name.charAt(at), part) ? [at + 1] : []));
  }
  return reached.includes(name.length);
}

function from(first: number | undefined, last: number): number[] {
  if (first === undefined) return [];
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function isCharLike(char: string, part: string): boolean {
  if (char === "") return false;
  if (part === "?" || part === char) return true;
  if (part.length < 3 || !part.startsWith("[")) return false;
  const isNot = part[1] === "!";
  const set = part.slice(isNot ? 2 : 1, -1);
  const found = [...set].some((one, at) => {
    if (set[at + 1] === "-" && set[at + 2] !== undefined)
      return one <= char && char <= (set[at + 2] ?? "");
    return one === char;
  });
  return found !== isNot;
}

/** Never throws. `paths` are the node's files; `read` gives one's pieces. */
export function expanded(path: string, sources: Sources): Expanded {
  const expansion = new Expansion(sources);
  expansion.file(path);
  const { pieces, comments, files, missing, unsure } = expansion;
  return { pieces, comments, files, missing, unsure };
}

/** One text for itself: for tests, and for tools that have no node. */
export function expandedText(text: string): Expanded {
  return expanded("/", { paths: [], read: () => piecesOf(text) });
}
