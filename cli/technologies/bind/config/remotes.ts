/** Lists of servers: primaries, also-notify, forwarders; with names for lists, ports and keys (ARM, primaries). */
import type { Clause } from "./clauses.ts";
import { bare, type Server } from "./server.ts";
import { insideOf, type Statement } from "./statements.ts";

export interface Remote {
  readonly address: string;
  /** As named there, in lower case. */
  readonly key: string | undefined;
  readonly port: string | undefined;
  readonly line: number;
}

export interface Remotes {
  readonly remotes: readonly Remote[];
  /** Names of lists that there are not. */
  readonly undefined: readonly string[];
}

const listNames = ["primaries", "masters", "remote-servers"];

const isAddress = (text: string) => /^[\d.]+$/.test(text) || text.includes(":");

function after(words: readonly string[], name: string): string | undefined {
  const at = words.findIndex((word, index) => index > 0 && word.toLowerCase() === name);
  return at < 0 ? undefined : words[at + 1];
}

/** As named does, each list is taken once, however often it is named. */
function expand(server: Server, statements: readonly Statement[], seen: Set<string>): Remotes {
  const all = statements.map(({ parts, line }): Remotes => {
    const words = parts.flatMap((part) => (part.is === "word" ? [part.text] : []));
    const [first = ""] = words;
    const key = after(words, "key");
    const one = {
      key: key === undefined ? undefined : bare(key),
      port: after(words, "port"),
      line,
    };
    if (isAddress(first)) return { remotes: [{ address: first, ...one }], undefined: [] };
    const list = listNamed(server, first);
    if (!list || seen.has(first.toLowerCase()))
      return { remotes: [], undefined: list ? [] : [first] };
    seen.add(first.toLowerCase());
    const { remotes, ...rest } = expand(server, insideOf(list.statement), seen);
    return {
      remotes: remotes.map((remote) => ({ ...remote, key: one.key ?? remote.key })),
      ...rest,
    };
  });
  return {
    remotes: all.flatMap(({ remotes }) => remotes),
    undefined: all.flatMap((one) => one.undefined),
  };
}

function listNamed(server: Server, name: string): Clause | undefined {
  return server.clauses.find(
    (clause) =>
      listNames.includes(clause.name) &&
      clause.words[0]?.toLowerCase() === name.toLowerCase() &&
      clause.statement.parts.some(({ is }) => is === "block"),
  );
}

/** The names of all lists that a server has. */
export function listsOf(server: Server): readonly string[] {
  const lists = server.clauses.filter(({ name }) => listNames.includes(name));
  return lists.flatMap(({ words }) => words[0] ?? []);
}

export function remotesOf(server: Server, clause: Clause): Remotes {
  return expand(server, insideOf(clause.statement), new Set());
}
