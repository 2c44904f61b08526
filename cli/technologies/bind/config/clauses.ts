/** named.conf with what it includes, file by file among the node's own, as clauses that know where they stand. */
import { type FactFile, type Facts, type Place, placeIn } from "../../../core/kinds/rule.ts";
import { insideOf, parseNamedConf, type Statement, wordsOf } from "./statements.ts";

/** A statement, and what stands within its braces. */
export interface Clause {
  /** In lower case. */
  readonly name: string;
  /** The words between its name and its braces or its semicolon. */
  readonly words: readonly string[];
  readonly file: FactFile;
  readonly statement: Statement;
  readonly clauses: readonly Clause[];
}

/** An include that leads nowhere. */
interface Astray {
  readonly what: "missing" | "loop";
  readonly path: string;
  readonly at: Clause;
}

export interface Clauses {
  readonly clauses: readonly Clause[];
  readonly astray: readonly Astray[];
  /** All that was read, in the order in which it was. */
  readonly files: readonly FactFile[];
}

/** As many includes as no configuration has. */
const mostIncludes = 200;

class Reader {
  readonly astray: Astray[] = [];
  readonly files: FactFile[] = [];
  readonly #facts: Facts;
  readonly #byPath: ReadonlyMap<string, FactFile>;
  #left = mostIncludes;

  constructor(facts: Facts, byPath: ReadonlyMap<string, FactFile>) {
    this.#facts = facts;
    this.#byPath = byPath;
  }

  read(file: FactFile, within: readonly string[]): Clause[] {
    if (!this.files.includes(file)) this.files.push(file);
    const { statements } = this.#facts.parsed(parseNamedConf, file);
    return this.#clauses(statements, file, [...within, file.path]);
  }

  #clauses(statements: readonly Statement[], file: FactFile, within: readonly string[]): Clause[] {
    return statements.flatMap((statement): Clause[] => {
      const [name = "", ...words] = wordsOf(statement);
      const clauses = this.#clauses(insideOf(statement), file, within);
      const clause = { name: name.toLowerCase(), words, file, statement, clauses };
      const [path] = words;
      if (clause.name !== "include" || path === undefined) return [clause];
      return this.#include(path, clause, within);
    });
  }

  #include(path: string, at: Clause, within: readonly string[]): Clause[] {
    return this.#filesOf(path).flatMap((file) => {
      if (!file) {
        this.astray.push({ what: "missing", path, at });
        return [];
      }
      if (within.includes(file.path)) {
        this.astray.push({ what: "loop", path, at });
        return [];
      }
      this.#left -= 1;
      return this.#left < 0 ? [] : this.read(file, within);
    });
  }

  /** Undefined stands for a file that there is not; a pattern that fits nothing is a mistake as well. */
  #filesOf(path: string): readonly (FactFile | undefined)[] {
    // Of the shell's patterns only the star is known here; of the others nothing is said.
    if (/[?[]/.test(path)) return [];
    if (!path.includes("*")) return [this.#byPath.get(path)];
    const fitting = this.#fitting(path);
    return fitting.length > 0 ? fitting : [undefined];
  }

  #fitting(pattern: string): FactFile[] {
    const words = pattern.split("*");
    if (words.length !== 2) return [];
    const [before = "", after = ""] = words;
    const fits = (path: string) =>
      path.length >= before.length + after.length &&
      path.startsWith(before) &&
      path.endsWith(after) &&
      !path.slice(before.length, path.length - after.length).includes("/");
    return [...this.#byPath.values()].filter(({ path }) => fits(path));
  }
}

export function readClauses(
  facts: Facts,
  byPath: ReadonlyMap<string, FactFile>,
  first: FactFile,
): Clauses {
  const reader = new Reader(facts, byPath);
  const clauses = reader.read(first, []);
  return { clauses, astray: reader.astray, files: reader.files };
}

export function placeOf({ file, statement }: Pick<Clause, "file" | "statement">): Place {
  return placeIn(file, statement.line, statement.column);
}

/** A line of a key, which may have its secret in it. */
export function withoutSecret(text: string): string {
  return text.replace(/(secret\s+)"?[^";]+"?/i, '$1"..."');
}
