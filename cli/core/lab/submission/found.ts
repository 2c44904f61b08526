/** What was found in a folder of files for nodes: the files that nodes take, and what has to be said of the rest. */
import type { Takes } from "./takes.ts";

/** One file, as it lies in the folder. */
export interface Given {
  /** On the node. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly executable: boolean;
  /** It ends in .hbs, and is ours: it is rendered first. */
  readonly template: boolean;
  /** Where it lies. */
  readonly file: string;
}

/** How much of a submission is read, in bytes and files. */
interface Limits {
  readonly file: number;
  readonly all: number;
  readonly files: number;
}

interface Source {
  readonly dir: string;
  readonly render: boolean;
}

export interface Asked {
  readonly source: Source;
  readonly limits: Limits;
  /** By the names of the folders: nodes and roles. */
  readonly takes: ReadonlyMap<string, Takes>;
  /** The role of each node. */
  readonly roleOf: ReadonlyMap<string, string>;
  /** A folder's name for people: "role director", "node lb1". */
  readonly called: (owner: string) => string;
}

/** Of the mistakes of a submission; of the others only the number. */
export const mostTold = 20;

export class Found {
  /** By node or role, then by the path on the node. */
  readonly files = new Map<string, Map<string, Given>>();
  readonly mistakes: string[] = [];
  /** What is left out, but harms nothing. */
  readonly notes: string[] = [];
  /** For a mistake that has one answer. */
  hint: string | undefined;
  readonly #explained = new Set<string>();

  add(owner: string, given: Given): void {
    const files = this.files.get(owner) ?? new Map<string, Given>();
    files.set(given.path, given);
    this.files.set(owner, files);
  }

  mistake(text: string, hint?: string): void {
    this.mistakes.push(text);
    this.hint ??= hint;
  }

  /** That a file, or one below it, is missing is no news: a mistake says why. Without a path: all of the node; without both: all. */
  explain(owner = "", path = ""): void {
    this.#explained.add(owner + path);
  }

  explains(owner: string, path: string): boolean {
    const parts = (owner + path).split("/");
    const above = parts.map((_, at) => parts.slice(0, at + 1).join("/"));
    return ["", ...above].some((key) => this.#explained.has(key));
  }
}
