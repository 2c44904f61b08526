/** Lines and braces -> nested blocks, whatever the blocks are: vrrp_instance, virtual_server, ... */
import type { Piece, Word } from "./statements.ts";

/** A keyword with its arguments, and what is in its braces. */
export interface Statement {
  /** The keyword; in a list (virtual_ipaddress ...) the first word of the line. */
  readonly name: string;
  /** Where the keyword stands. */
  readonly at: Word;
  /** What follows it in its line. */
  readonly args: readonly Word[];
  /** What is in its braces; undefined: it has none. */
  readonly children?: readonly Statement[];
}

type ProblemKind =
  /** At the block that nothing closes. */
  | "unclosed-block"
  /** At a `}` that closes nothing. */
  | "extra-close"
  /** At a `{` that belongs to no keyword. */
  | "stray-open"
  | "unclosed-quote"
  | "too-deep";

interface Problem {
  readonly kind: ProblemKind;
  readonly at: Word;
}

export interface Tree {
  readonly statements: readonly Statement[];
  readonly problems: readonly Problem[];
}

/** Deeper than anything that keepalived has; what is below it is left out. */
const deepest = 40;

interface Building {
  readonly name: string;
  readonly at: Word;
  readonly args: readonly Word[];
  children?: Building[];
}

interface Open {
  readonly at: Word;
  readonly list: Building[];
}

class Builder {
  readonly top: Building[] = [];
  readonly problems: Problem[] = [];
  readonly #open: Open[] = [];
  /** Braces below the deepest level. */
  #beyond = 0;
  /** The keyword that a `{` would belong to. */
  #last: Building | undefined;

  get #list(): Building[] {
    return this.#open.at(-1)?.list ?? this.top;
  }

  add(piece: Piece): void {
    if (piece.kind === "line") this.#line(piece.words);
    else if (piece.kind === "open") this.#openAt(piece.at);
    else if (piece.kind === "close") this.#closeAt(piece.at);
    else if (piece.kind === "unclosed-quote")
      this.problems.push({ kind: piece.kind, at: piece.at });
  }

  end(): void {
    for (const { at } of this.#open) this.problems.push({ kind: "unclosed-block", at });
  }

  #line([at, ...args]: readonly [Word, ...Word[]]): void {
    if (this.#beyond > 0) return;
    this.#last = { name: at.value, at, args };
    this.#list.push(this.#last);
  }

  #openAt(brace: Word): void {
    if (this.#beyond > 0 || this.#open.length >= deepest) {
      if (this.#beyond === 0) this.problems.push({ kind: "too-deep", at: brace });
      this.#beyond += 1;
      return;
    }
    if (!this.#last) {
      this.problems.push({ kind: "stray-open", at: brace });
      this.#last = { name: "", at: brace, args: [] };
      this.#list.push(this.#last);
    }
    const list: Building[] = [];
    this.#last.children = list;
    this.#open.push({ at: this.#last.at, list });
    this.#last = undefined;
  }

  #closeAt(brace: Word): void {
    this.#last = undefined;
    if (this.#beyond > 0) this.#beyond -= 1;
    else if (!this.#open.pop()) this.problems.push({ kind: "extra-close", at: brace });
  }
}

/** Never throws. */
export function treeOf(pieces: Iterable<Piece>): Tree {
  const builder = new Builder();
  for (const piece of pieces) builder.add(piece);
  builder.end();
  return { statements: builder.top, problems: builder.problems };
}

/** What holds statements: a tree, or a block. */
type Holder = Tree | Statement;

export function statementsIn(holder: Holder): readonly Statement[] {
  if ("statements" in holder) return holder.statements;
  return holder.children ?? [];
}

/** All statements of a keyword, directly in a tree or a block, whether they have braces or not. */
export function allOf(holder: Holder, name: string): readonly Statement[] {
  return statementsIn(holder).filter((one) => one.name === name);
}

/** The blocks of a keyword, e.g. `vrrp_instance` of a tree or `real_server` of a virtual_server. */
export function blocksOf(holder: Holder, name: string): readonly Statement[] {
  return allOf(holder, name).filter(({ children }) => children !== undefined);
}

/** The last statement of a keyword: what comes later replaces what stood there. */
export function lastOf(holder: Holder, name: string): Statement | undefined {
  return allOf(holder, name).at(-1);
}

/** The first argument of a keyword's last statement, e.g. of `priority`. */
export function wordOf(holder: Holder, name: string): Word | undefined {
  return lastOf(holder, name)?.args[0];
}

/** A keyword without an argument, e.g. `nopreempt`. */
export function isSet(holder: Holder, name: string): boolean {
  return allOf(holder, name).length > 0;
}

/** Every statement, blocks before what is in them. */
export function* everyStatement(holder: Holder): Generator<Statement> {
  for (const one of statementsIn(holder)) {
    yield one;
    yield* everyStatement(one);
  }
}
