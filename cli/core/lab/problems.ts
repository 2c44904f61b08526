import { type Document, isMap, isNode, isPair, isScalar, type LineCounter } from "yaml";
import { HalabError } from "../base/error.ts";

export type Path = readonly (string | number)[];

/** Collects every mistake of one YAML file, each with its place. */
export class Problems {
  readonly #file: string;
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #found: { readonly line: number; readonly column: number; readonly text: string }[] = [];

  constructor(file: string, document: Document, lines: LineCounter) {
    this.#file = file;
    this.#document = document;
    this.#lines = lines;
  }

  get any(): boolean {
    return this.#found.length > 0;
  }

  /** At the value of `path`, or at its key with `atKey`; at the nearest parent that exists. */
  add(path: Path, text: string, atKey = false): void {
    this.addAt(this.#offset(path, atKey), text);
  }

  /** A line about what is no mistake. */
  remark(path: Path, text: string): string {
    const { line, col } = this.#lines.linePos(this.#offset(path, false));
    return `${this.#file}:${line}:${col}: ${text}`;
  }

  addAt(offset: number, text: string): void {
    const { line, col: column } = this.#lines.linePos(offset);
    const same = (one: { readonly line: number; readonly column: number; readonly text: string }) =>
      one.line === line && one.column === column && one.text === text;
    if (!this.#found.some(same)) this.#found.push({ line, column, text });
  }

  #offset(path: Path, atKey: boolean): number {
    const parent = this.#document.getIn(path.slice(0, -1), true);
    const last = path.at(-1);
    if (atKey && isMap(parent)) {
      const pair = parent.items.find(
        (item) => isScalar(item.key) && String(item.key.value) === String(last),
      );
      if (isPair(pair) && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
    }
    for (let length = path.length; length >= 0; length -= 1) {
      const node =
        length === 0 ? this.#document.contents : this.#document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return node.range[0];
    }
    return 0;
  }

  /** All of them at once, in the file's order. */
  toError(hint: string): HalabError {
    const details = [...this.#found]
      .sort((a, b) => a.line - b.line || a.column - b.column)
      .map(({ line, column, text }) => `${this.#file}:${line}:${column}: ${text}`);
    const [first = this.#file, ...rest] = details;
    return new HalabError("LAB_INVALID", first, { details: rest, hint });
  }
}
