/** In which order a resolver gives the addresses of a name (ARM: rrset-order, sortlist). */

import { parseAddress } from "../../../core/base/address.ts";
import { phrase } from "../../../core/kinds/phrase.ts";
import type { Facts } from "../../../core/kinds/rule.ts";
import { type AskedName, askedNames } from "./answers-wanted.ts";
import type { Clause } from "./clauses.ts";
import { serversWanted } from "./demands.ts";
import { Matcher } from "./match.ts";
import { clauseIn, optionOf, type Server } from "./server.ts";
import { insideOf, type Part, type Statement, type Word } from "./statements.ts";

/** Names with several addresses, of which the lab wants each to get its share. */
export function sharedNames(facts: Facts): readonly AskedName[] {
  return askedNames(facts).filter(
    ({ probe, truth, server }) =>
      truth.records.length > 1 && serversWanted(facts, probe).length > 1 && server.views.length < 2,
  );
}

/** What a server says, in its only view or in the options. */
export function orderClause(server: Server, name: string): Clause | undefined {
  return clauseIn(server.views[0], name) ?? optionOf(server, name);
}

export interface Order {
  readonly clause: Clause;
  readonly statement: Statement;
  readonly order: string;
  /** In words. */
  readonly says: string;
}

const wordsIn = (parts: readonly Part[]) =>
  parts.filter((part): part is Word => part.is === "word");

function fits(words: readonly string[], name: string): boolean {
  const value = (key: string) => {
    const at = words.findIndex((word) => word.toLowerCase() === key);
    return at < 0 ? undefined : words[at + 1]?.toLowerCase().replace(/\.$/, "");
  };
  const [type = "any", scope = "*", kind = "any"] = [value("type"), value("name"), value("class")];
  const named =
    scope === "*" || scope === name || (scope.startsWith("*.") && name.endsWith(scope.slice(1)));
  return ["a", "any"].includes(type) && ["in", "any"].includes(kind) && named;
}

/** The first of its elements that fits a name decides; undefined: there is no such statement. */
export function orderOf(server: Server, name: string): Order | undefined {
  const clause = orderClause(server, "rrset-order");
  if (!clause) return undefined;
  for (const statement of insideOf(clause.statement)) {
    const words = wordsIn(statement.parts).map(({ text }) => text);
    const at = words.findIndex((word) => word.toLowerCase() === "order");
    const order = words[at + 1]?.toLowerCase();
    if (at >= 0 && order !== undefined && fits(words, name))
      return { clause, statement, order, says: phrase`rrset-order is "${order}"` };
  }
  // named gives them as they come when it is told an order, but none for this name (dns_order_find()).
  const says = phrase`rrset-order has no element for it, and then the order is none`;
  return { clause, statement: clause.statement, order: "none", says };
}

/** The place of each address in what a client's sortlist prefers; undefined: it says nothing of this client. */
export function preferences(
  server: Server,
  from: number,
  addresses: readonly string[],
): readonly number[] | undefined {
  const clause = orderClause(server, "sortlist");
  const matcher = new Matcher(server);
  for (const { parts } of clause ? insideOf(clause.statement) : []) {
    const [block] = parts;
    const inner = block?.is === "block" ? block.statements : [];
    const [who, preferred] = inner;
    if (!who || matcher.matches([who], { address: from }) !== "yes") continue;
    const list = preferred?.parts[0];
    const order = list?.is === "block" ? list.statements : preferred ? [preferred] : [who];
    return addresses.map((text) => {
      const address = parseAddress(text) ?? 0;
      const at = order.findIndex((one) => matcher.matches([one], { address }) === "yes");
      return at < 0 ? order.length : at;
    });
  }
  return undefined;
}
