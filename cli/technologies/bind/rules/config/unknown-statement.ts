import { nearest } from "../../../../core/base/nearest.ts";
import { anyOf, phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Clause, placeOf } from "../../config/clauses.ts";
import { serversOf } from "../../config/server.ts";
import { blocksOf, statementsIn } from "../../config/statement-names.ts";

const places: Readonly<Record<string, string>> = {
  "": phrase`the file itself`,
  options: phrase`the options`,
  view: phrase`a view`,
  zone: phrase`a zone`,
  key: phrase`a key`,
  server: phrase`a server statement`,
};

/** Longer ones are no statement's mistyped name. */
const longest = 40;
/** What of one block is looked at: who has more wrong has another problem. */
const most = 50;

/** What it may have been meant for; undefined: nobody can say. */
function advice(name: string, block: string, known: ReadonlySet<string>): string | undefined {
  if (name.length > longest) return undefined;
  const elsewhere = blocksOf(name).flatMap((other) => places[other] ?? []);
  if (elsewhere.length > 0) return phrase`it belongs into ${anyOf(elsewhere)}`;
  const [close] = nearest(name, known).filter((one) => Math.abs(one.length - name.length) < 3);
  if (close !== undefined) return phrase`did you mean ${close}?`;
  if (block === "key") return phrase`a key has an algorithm and a secret`;
  return /^[a-z][a-z0-9-]*$/.test(name)
    ? phrase`named of BIND 9.18 has none of that name`
    : undefined;
}

function foundIn(clauses: readonly Clause[], block: string): Found[] {
  const known = statementsIn(block);
  if (!known) return [];
  const unknown = clauses.filter(({ name }) => name !== "" && !known.has(name)).slice(0, most);
  return clauses.flatMap((clause): Found[] => {
    const { name } = clause;
    const inner = foundIn(clause.clauses, name);
    const said = unknown.includes(clause) ? advice(name, block, known) : undefined;
    if (said === undefined) return inner;
    const where = [placeOf(clause)];
    const args = {
      statement: name,
      block: places[block] ?? block,
      advice: said,
      server: clause.file.node,
    };
    return [{ where, args }, ...inner];
  });
}

export const kind: RuleKind = {
  kind: "unknown-statement",
  severity: "error",
  rank: 3,
  needs: "files",
  follows: ["bind/statement-unfinished"],
  source: "named.conf(5) of BIND 9.18",
  breaks: () => true,
  find: (facts) => serversOf(facts).flatMap(({ clauses }) => foundIn(clauses, "")),
};
