import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Clause, placeOf } from "../../config/clauses.ts";
import { listsOf, remotesOf } from "../../config/remotes.ts";
import { meant, unread } from "../../config/said.ts";
import { bare, isOn, type Server, serversOf, settingOf } from "../../config/server.ts";
import { insideOf, type Statement } from "../../config/statements.ts";

/** Lists of addresses and keys. */
const matchLists = new Set([
  ...[
    "acl",
    "allow-notify",
    "allow-query",
    "allow-query-cache",
    "allow-query-on",
    "allow-recursion",
  ],
  ...["allow-transfer", "allow-update", "allow-update-forwarding", "blackhole", "match-clients"],
  ...["match-destinations", "allow-recursion-on", "allow-query-cache-on"],
]);
const remoteLists = new Set(["primaries", "masters", "also-notify"]);
/** What named has by itself: lists, the key of rndc, and that of nsupdate -l. */
const builtIn = ["any", "none", "localhost", "localnets"];
const builtInKeys = ["rndc-key", "local-ddns", "ddns-key"];

/** Names that are compared, and how many are. */
const longest = 100;
const most = 20;

interface Reference {
  readonly what: "key" | "acl" | "list of primaries";
  readonly name: string;
  readonly clause: Clause;
}

const kinds: Readonly<Record<Reference["what"], string>> = {
  key: phrase`key`,
  acl: phrase`acl`,
  "list of primaries": phrase`list of primaries`,
};

/** Neither an address nor a network: the name of a list. */
function isListName(text: string): boolean {
  return text.length <= longest && !text.includes(":") && !/^[\d.]+(?:\/\d+)?$/.test(text);
}

/** A list is looked into only where somebody uses it. */
function named(
  server: Server,
  statements: readonly Statement[],
  clause: Clause,
  seen: Set<string>,
): Reference[] {
  return statements.flatMap(({ parts }): Reference[] => {
    const [first, second] = parts.filter((part) => part.is !== "word" || part.text !== "!");
    if (first?.is === "block") return named(server, first.statements, clause, seen);
    if (!first || second || !isListName(first.text)) return [];
    const name = first.text.toLowerCase();
    if (seen.has(name)) return [];
    seen.add(name);
    const own = server.clauses.find(
      (one) => one.name === "acl" && one.words[0]?.toLowerCase() === name,
    );
    if (own) return named(server, insideOf(own.statement), own, seen);
    return [{ what: "acl", name: first.text, clause }];
  });
}

/** A list that no zone tells anybody by is not looked up. */
function isUsed(server: Server, clause: Clause): boolean {
  if (clause.name !== "also-notify") return true;
  return server.zones.some(
    (zone) =>
      settingOf(zone, clause.name) === clause &&
      isOn(settingOf(zone, "notify")?.words[0]) !== false,
  );
}

/** Of a server statement: with a name in braces, or without. */
function keysIn(clause: Clause): Reference[] {
  const inside = insideOf(clause.statement)[0]?.parts[0];
  const name = clause.words[0] ?? (inside?.is === "word" ? inside.text : undefined);
  return name === undefined ? [] : [{ what: "key", name: bare(name), clause }];
}

function referencesIn(server: Server, clauses: readonly Clause[], within = ""): Reference[] {
  return clauses.flatMap((clause): Reference[] => {
    if (clause.name === "acl") return [];
    const inside = insideOf(clause.statement);
    if (matchLists.has(clause.name)) return named(server, inside, clause, new Set());
    if (clause.name === "keys" && within === "server") return keysIn(clause);
    if (!remoteLists.has(clause.name)) return referencesIn(server, clause.clauses, clause.name);
    const { undefined: unknown } = remotesOf(server, clause);
    return [
      ...(isUsed(server, clause) ? unknown : []).map((name) => ({
        what: "list of primaries" as const,
        name,
        clause,
      })),
    ];
  });
}

function knownTo(server: Server, what: Reference["what"]): readonly string[] {
  if (what === "key") return server.keys.map(({ name }) => name);
  if (what === "list of primaries") return listsOf(server);
  const acls = server.clauses.filter(({ name }) => name === "acl");
  return acls.flatMap(({ words }) => words[0] ?? []);
}

function isDefined(server: Server, { what, name }: Reference): boolean {
  if (what === "acl" && builtIn.includes(name.toLowerCase())) return true;
  if (what === "key" && builtInKeys.includes(name)) return true;
  return knownTo(server, what).some((one) => one.toLowerCase() === name.toLowerCase());
}

function foundIn(server: Server): Found[] {
  const wrong = referencesIn(server, server.clauses).filter((one) => !isDefined(server, one));
  const named = Map.groupBy(wrong, ({ what, name }) => `${what} ${name}`);
  return [...named.values()].slice(0, most).flatMap((all): Found[] => {
    const [one] = all;
    if (!one) return [];
    const known = knownTo(server, one.what).filter((name) => name.length <= longest);
    const near =
      known.length > 0 ? meant(one.name, known) : phrase` (no ${kinds[one.what]} is defined there)`;
    const args = { what: kinds[one.what], name: one.name, near, server: server.node.name };
    return [{ where: all.map(({ clause }) => placeOf(clause)), args }];
  });
}

export const kind: RuleKind = {
  kind: "reference-undefined",
  severity: "error",
  rank: 4,
  needs: "files",
  follows: unread,
  source: "BIND 9.18 ARM, acl, key, primaries",
  breaks: () => true,
  find: (facts) => serversOf(facts).flatMap(foundIn),
};
