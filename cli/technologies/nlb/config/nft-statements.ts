/** Tokens of nft(8) -> statements: a list of words, and a block for tables, chains and sets. */
import { lexNft, type NftToken } from "./nft-lex.ts";

export interface NftStatement {
  readonly words: readonly NftToken[];
  /** Of a table, a chain, a set ...: what stands between its braces. */
  readonly block?: readonly NftStatement[];
  readonly line: number;
}

type Level = "top" | "table" | "inner";

const commands = ["add", "create", "insert", "replace", "delete", "destroy", "flush", "reset"];
const holders = [
  ...["table", "chain", "set", "map", "flowtable", "counter", "quota", "limit", "ct"],
  ...["synproxy", "secmark"],
];

function isBrace({ kind, raw }: NftToken, brace: string): boolean {
  return kind === "symbol" && raw === brace;
}

function levelIn(level: Level, words: readonly NftToken[]): Level {
  const first = words.find(({ raw }) => !commands.includes(raw));
  return level === "top" && first?.raw === "table" ? "table" : "inner";
}

class Parser {
  readonly #tokens: readonly NftToken[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = lexNft(text).filter(({ kind }) => kind !== "blank" && kind !== "comment");
  }

  /** Up to the closing brace of the block, which is taken, or to the end. */
  block(level: Level): NftStatement[] {
    const statements: NftStatement[] = [];
    for (let token = this.#tokens[this.#at]; token; token = this.#tokens[this.#at]) {
      if (isBrace(token, "}")) {
        this.#at += 1;
        if (level !== "top") return statements;
      } else if (this.#ends(token)) this.#at += 1;
      else statements.push(this.#statement(level, token.line));
    }
    return statements;
  }

  #ends({ kind, raw }: NftToken): boolean {
    return kind === "newline" || (kind === "symbol" && raw === ";");
  }

  #statement(level: Level, line: number): NftStatement {
    const words: NftToken[] = [];
    for (let token = this.#tokens[this.#at]; token; token = this.#tokens[this.#at]) {
      const opens = isBrace(token, "{");
      if (isBrace(token, "}") || this.#ends(token)) break;
      if (opens && holds(level, words)) {
        this.#at += 1;
        return { words, block: this.block(levelIn(level, words)), line };
      }
      if (opens) this.#literal(words);
      else {
        words.push(token);
        this.#at += 1;
      }
    }
    return { words, line };
  }

  /** A set as it is written in a rule: with its braces, over as many lines as it has. */
  #literal(words: NftToken[]): void {
    let depth = 0;
    for (let token = this.#tokens[this.#at]; token; token = this.#tokens[this.#at]) {
      if (isBrace(token, "{")) depth += 1;
      if (isBrace(token, "}")) depth -= 1;
      if (token.kind !== "newline") words.push(token);
      this.#at += 1;
      if (depth === 0) return;
    }
  }
}

function holds(level: Level, words: readonly NftToken[]): boolean {
  const first = words.find(({ raw }) => !(level === "top" && commands.includes(raw)));
  return level !== "inner" && first !== undefined && holders.includes(first.raw);
}

/** Never throws. */
export function parseNft(text: string): readonly NftStatement[] {
  return new Parser(text).block("top");
}
