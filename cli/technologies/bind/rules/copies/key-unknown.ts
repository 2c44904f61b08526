import { phrase } from "../../../../core/kinds/phrase.ts";
import { type Found, type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { type Clause, placeOf } from "../../config/clauses.ts";
import { remotesOf } from "../../config/remotes.ts";
import { meant, places, unread } from "../../config/said.ts";
import { bare, type Server, serversOf } from "../../config/server.ts";
import { insideOf, type Statement } from "../../config/statements.ts";

/** That of rndc, and those that named makes for nsupdate -l. */
const builtIn = ["rndc-key", "local-ddns", "ddns-key"];
const remoteLists = ["primaries", "masters", "also-notify"];
const matchLists = ["acl", "allow-transfer", "allow-update", "allow-notify", "allow-query"];
/** Names that are compared. */
const longest = 100;

function keysIn(statements: readonly Statement[]): string[] {
  return statements.flatMap(({ parts }): string[] => {
    const [first, second] = parts.filter((part) => part.is !== "word" || part.text !== "!");
    if (first?.is === "block") return keysIn(first.statements);
    const isKey = first?.text.toLowerCase() === "key" && second?.is === "word";
    return isKey ? [bare(second.text)] : [];
  });
}

interface Use {
  readonly name: string;
  readonly clause: Clause;
}

function usesIn(server: Server, clauses: readonly Clause[], depth = 0): Use[] {
  return clauses.flatMap((clause): Use[] => {
    const keys = remoteLists.includes(clause.name)
      ? remotesOf(server, clause).remotes.flatMap(({ key }) => key ?? [])
      : matchLists.includes(clause.name)
        ? keysIn(insideOf(clause.statement))
        : [];
    const inner = depth < 2 ? usesIn(server, clause.clauses, depth + 1) : [];
    return [...keys.map((name) => ({ name, clause })), ...inner];
  });
}

function foundIn(server: Server): Found[] {
  const known = server.keys.map(({ name }) => name).filter((name) => name.length <= longest);
  const wrong = usesIn(server, server.clauses).filter(
    ({ name }) => !known.includes(name) && !builtIn.includes(name) && name.length <= longest,
  );
  return [...Map.groupBy(wrong, ({ name }) => name)].map(([name, uses]): Found => {
    const near = known.length > 0 ? meant(name, known) : phrase` (it has no key at all)`;
    const where = places(uses.map(({ clause }) => placeOf(clause)));
    return { where, args: { name, near, server: server.node.name } };
  });
}

export const kind: RuleKind = {
  kind: "key-unknown",
  severity: "error",
  rank: 6,
  needs: "files",
  follows: unread,
  source: "BIND 9.18 ARM, key, primaries; RFC 8945 5.2 (BADKEY)",
  breaks: (step) => stepHas(step, { checks: ["measured", "propagated", "dns-serials"] }),
  find: (facts) => serversOf(facts).flatMap(foundIn),
};
