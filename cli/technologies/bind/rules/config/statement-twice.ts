import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Clause, placeOf } from "../../config/clauses.ts";
import { bare, serversOf } from "../../config/server.ts";
import { endsWithBlock, oneValue } from "../../config/statement-names.ts";

/** What there may be several of, under different names. */
const named = ["zone", "view", "key", "acl"];
/** What there may be any number of. */
const repeatable = ["include", "server", "listen-on", "listen-on-v6", "primaries", "masters"];
const blocks = ["options", "view", "zone", "key"];

/** What must not be there again beside it; undefined: it may. */
function identity({ name, words, clauses }: Clause): string | undefined {
  const [first, kind = "in"] = words;
  // A key that is only named has no braces: it is an element of a list.
  if (name === "key" && clauses.length === 0) return undefined;
  if (named.includes(name))
    return first === undefined ? undefined : `${name} ${bare(first)} ${kind.toLowerCase()}`;
  if (name === "options") return name;
  if (repeatable.includes(name)) return undefined;
  return oneValue.has(name) || endsWithBlock.has(name) ? name : undefined;
}

function foundIn(clauses: readonly Clause[]): Found[] {
  const same = Map.groupBy(clauses, identity);
  const twice = [...same].flatMap(([said, all]): Found[] => {
    const [first, second] = all;
    if (said === undefined || !first || !second) return [];
    const statement = [first.name, ...(named.includes(first.name) ? first.words.slice(0, 1) : [])];
    const args = { statement: statement.join(" "), server: first.file.node };
    const [place, other] = [placeOf(second), placeOf(first)];
    return [
      {
        where: [place, other],
        args: { ...args, first: phrase`line ${other.line ?? ""} of ${other.file}` },
      },
    ];
  });
  const inner = clauses.filter(({ name }) => blocks.includes(name));
  return [...twice, ...inner.flatMap((clause) => foundIn(clause.clauses))];
}

export const kind: RuleKind = {
  kind: "statement-twice",
  severity: "error",
  rank: 5,
  needs: "files",
  follows: ["bind/statement-unfinished", "bind/include-loop"],
  source: "named.conf(5); BIND 9.18: 'options' redefined, zone: already exists",
  breaks: () => true,
  find: (facts) => serversOf(facts).flatMap(({ clauses }) => foundIn(clauses)),
};
