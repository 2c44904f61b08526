/** The packet filter of a node: /etc/nftables.conf and what it includes, as the kernel has it after the boot. */
import { type FactFile, type NodeFacts, type Place, placeIn } from "../../../core/kinds/rule.ts";
import { bare, type NftToken } from "./nft-lex.ts";
import { type NftStatement, parseNft } from "./nft-statements.ts";

export const nftablesConf = "/etc/nftables.conf";

export interface NftRule {
  /** Its words, without quotes. */
  readonly words: readonly string[];
  readonly place: Place;
}

interface NftHook {
  readonly hook: string;
  readonly priority: number;
  readonly drops: boolean;
}

export interface NftChain {
  readonly name: string;
  hook: NftHook | undefined;
  readonly rules: NftRule[];
  readonly place: Place;
}

export interface NftSet {
  readonly name: string;
  /** Each statement in it: `type ifname`, `timeout 750ms`. */
  readonly settings: readonly { readonly words: readonly string[]; readonly place: Place }[];
  readonly place: Place;
}

export interface NftTable {
  readonly family: string;
  readonly name: string;
  readonly chains: Map<string, NftChain>;
  readonly sets: Map<string, NftSet>;
}

export interface Ruleset {
  readonly file: FactFile | undefined;
  readonly tables: readonly NftTable[];
  /** Nothing in it that is not understood. */
  readonly certain: boolean;
}

interface Parsing {
  parsed<T>(parser: (text: string) => T, file: FactFile): T;
}

const families = ["ip", "ip6", "inet", "arp", "bridge", "netdev"];
/** nft(8), standard priority names. */
const priorities: Readonly<Record<string, number>> = {
  ...{ raw: -300, mangle: -150, dstnat: -100, filter: 0, security: 50, srcnat: 100, out: 100 },
};
/** More than that is an include that multiplies. */
const mostFiles = 100;
const mostWords = 200_000;
const mostOfVariable = 1000;

/** `mangle`, `-150`, `mangle + 5` */
function priorityOf(words: readonly string[]): number {
  const text = words.join("");
  const name = /^[a-z]+/.exec(text)?.[0] ?? "";
  const offset = Number(text.slice(name.length) || "0");
  return (priorities[name] ?? 0) + (Number.isFinite(offset) ? offset : 0);
}

/** `/etc/nftables.d/*.nft`: a star is any name, but no folder. */
function isLike(path: string, pattern: string): boolean {
  const [before = "", after = ""] = pattern.split("*");
  const long = path.length >= before.length + after.length;
  const middle = path.slice(before.length, path.length - after.length);
  return long && path.startsWith(before) && path.endsWith(after) && !middle.includes("/");
}

class Builder {
  readonly tables = new Map<string, NftTable>();
  certain = true;
  readonly #node: NodeFacts;
  readonly #facts: Parsing;
  readonly #variables = new Map<string, readonly NftToken[]>();
  #words = 0;
  #files = 0;
  readonly #open: string[] = [];

  constructor(node: NodeFacts, facts: Parsing) {
    this.#node = node;
    this.#facts = facts;
  }

  file(file: FactFile): void {
    this.#files += 1;
    if (this.#open.includes(file.path) || this.#files > mostFiles) {
      this.certain = false;
      return;
    }
    this.#open.push(file.path);
    for (const one of this.#facts.parsed(parseNft, file)) this.#top(one, file);
    this.#open.pop();
  }

  /** With the values of its variables. */
  #texts(words: readonly NftToken[]): string[] {
    const texts = words.flatMap((word) => {
      if (!word.raw.startsWith("$") || word.kind !== "word") return [bare(word)];
      const value = this.#variables.get(word.raw.slice(1));
      if (!value) this.certain = false;
      return (value ?? []).map(bare);
    });
    this.#words += texts.length;
    if (this.#words > mostWords) this.certain = false;
    return this.#words > mostWords ? [] : texts;
  }

  #top(statement: NftStatement, file: FactFile): void {
    const [first = "", ...rest] = this.#texts(statement.words);
    if (first === "define" || first === "redefine") {
      const value = statement.words.slice(statement.words.findIndex(({ raw }) => raw === "=") + 1);
      const whole = value.flatMap((word) => this.#variables.get(word.raw.slice(1)) ?? word);
      this.#variables.set(rest[0] ?? "", whole.slice(0, mostOfVariable));
    } else if (first === "include") this.#include(rest[0] ?? "");
    else if (first === "flush" && rest[0] === "ruleset") this.#flush(rest[1]);
    else if (first === "table") this.#table(rest, statement, file);
    else if (first === "add" || first === "create" || first === "insert")
      this.#add(rest, statement, file, first === "insert");
    else if (["delete", "destroy", "flush"].includes(first)) this.#remove(first, rest);
    else this.certain = false;
  }

  #include(path: string): void {
    const whole = path.startsWith("/") ? path : `/etc/${path.replace(/^\.\//, "")}`;
    const wild = whole.includes("*");
    const files = [...this.#node.files.values()]
      .filter((one) => (wild ? isLike(one.path, whole) : one.path === whole))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1));
    if (files.length === 0 && !wild) this.certain = false;
    for (const file of files) this.file(file);
  }

  #flush(family: string | undefined): void {
    for (const [key, table] of this.tables)
      if (family === undefined || table.family === family) this.tables.delete(key);
  }

  /** Takes the family (else ip) and the name of a table off the words. */
  #named(words: readonly string[]): { readonly table: NftTable; readonly rest: string[] } {
    const hasFamily = families.includes(words[0] ?? "");
    const family = hasFamily ? (words[0] ?? "") : "ip";
    const [name = "", ...rest] = hasFamily ? words.slice(1) : words;
    const key = `${family} ${name}`;
    const table = this.tables.get(key) ?? { family, name, chains: new Map(), sets: new Map() };
    this.tables.set(key, table);
    return { table, rest };
  }

  #table(words: readonly string[], statement: NftStatement, file: FactFile): void {
    const { table } = this.#named(words);
    for (const inner of statement.block ?? []) {
      const [kind = "", name = ""] = this.#texts(inner.words);
      if (kind === "chain") this.#chain(table, name, inner, file);
      else if (kind === "set") this.#set(table, name, inner, file);
      else if (kind === "map" || kind === "flowtable") this.certain = false;
    }
  }

  #chain(table: NftTable, name: string, statement: NftStatement, file: FactFile): NftChain {
    const chain = table.chains.get(name) ?? {
      ...{ name, hook: undefined, rules: [] },
      place: placeIn(file, statement.line),
    };
    table.chains.set(name, chain);
    for (const inner of statement.block ?? []) {
      const words = this.#texts(inner.words);
      if (words[0] === "type") this.#hook(chain, words);
      else if (words[0] === "policy") {
        if (chain.hook) chain.hook = { ...chain.hook, drops: words[1] === "drop" };
      } else if (words[0] !== "comment" && words.length > 0)
        chain.rules.push({ words, place: placeIn(file, inner.line) });
    }
    return chain;
  }

  #hook(chain: NftChain, words: readonly string[]): void {
    const hook = words[words.indexOf("hook") + 1] ?? "";
    const priority = priorityOf(words.slice(words.indexOf("priority") + 1));
    chain.hook = { hook, priority, drops: chain.hook?.drops ?? false };
  }

  #set(table: NftTable, name: string, statement: NftStatement, file: FactFile): void {
    const settings = (statement.block ?? []).map((inner) => ({
      words: this.#texts(inner.words),
      place: placeIn(file, inner.line),
    }));
    table.sets.set(name, { name, settings, place: placeIn(file, statement.line) });
  }

  #add(words: readonly string[], statement: NftStatement, file: FactFile, first: boolean): void {
    const [kind = "", ...more] = words;
    if (kind === "table") {
      this.#table(more, statement, file);
      return;
    }
    const known = ["chain", "set", "rule", "element"].includes(kind);
    const { table, rest } = this.#named(known ? more : words);
    const [name = "", ...expression] = rest;
    if (kind === "chain") this.#chain(table, name, statement, file);
    else if (kind === "set") this.#set(table, name, statement, file);
    else if (kind === "element") return;
    else {
      const chain = table.chains.get(name);
      const placed = ["position", "handle", "index"].includes(expression[0] ?? "");
      if (!chain || placed) this.certain = false;
      const rule = { words: expression, place: placeIn(file, statement.line) };
      if (first) chain?.rules.unshift(rule);
      else chain?.rules.push(rule);
    }
  }

  #remove(verb: string, [kind = "", ...words]: readonly string[]): void {
    const { table, rest } = this.#named(words);
    const chains =
      kind === "table" ? [...table.chains.values()] : [table.chains.get(rest[0] ?? "")];
    if (verb === "flush" && (kind === "table" || kind === "chain"))
      for (const chain of chains) chain?.rules.splice(0);
    else if (kind === "table") this.tables.delete(`${table.family} ${table.name}`);
    else if (kind === "chain") table.chains.delete(rest[0] ?? "");
    else this.certain = false;
  }
}

/** What a node filters; nothing, where it has no such file or does not load it. */
export function rulesetOf(node: NodeFacts, facts: Parsing): Ruleset {
  const file = node.services.includes("nftables") ? node.files.get(nftablesConf) : undefined;
  if (!file) return { file: undefined, tables: [], certain: true };
  const builder = new Builder(node, facts);
  builder.file(file);
  return { file, tables: [...builder.tables.values()], certain: builder.certain };
}
