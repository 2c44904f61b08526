import { parseAddress } from "../../../../core/base/address.ts";
import { phrase } from "../../../../core/kinds/phrase.ts";
import { type Found, placeIn, type RuleKind } from "../../../../core/kinds/rule.ts";
import { type Clause, withoutSecret } from "../../config/clauses.ts";
import { meant } from "../../config/said.ts";
import { serversOf } from "../../config/server.ts";
import { insideOf, type Statement, type Word } from "../../config/statements.ts";
import { type Misfit, misfit } from "../../config/value-kinds.ts";

const blocks = ["options", "view", "zone", "key", "server"];
/** Lists of nothing but addresses. */
const addresses = ["forwarders", "server-addresses"];
const lists = [
  ...[
    "acl",
    "allow-query",
    "allow-query-cache",
    "allow-recursion",
    "allow-transfer",
    "allow-notify",
  ],
  ...["allow-update", "match-clients", "match-destinations", "blackhole", "listen-on"],
];
/** What of one file is said of this. */
const most = 20;

/** A network with bits behind its prefix: an address and a prefix that do not go together. */
function hostBits(text: string): boolean {
  const [start = "", bits, more] = text.split("/");
  const prefix = Number(bits);
  const address = parseAddress([...start.split("."), "0", "0", "0"].slice(0, 4).join("."));
  if (bits === undefined || more !== undefined || address === undefined || prefix === 0)
    return false;
  return /^\d{1,2}$/.test(bits) && prefix <= 32 && address % 2 ** (32 - prefix) !== 0;
}

interface Wrong {
  readonly clause: Clause;
  readonly line: number;
  readonly column: number;
  readonly misfit: Misfit;
}

function networksIn(clause: Clause, statements: readonly Statement[]): Wrong[] {
  return statements.flatMap(({ parts }): Wrong[] =>
    parts.flatMap((part): Wrong[] => {
      if (part.is === "block") return networksIn(clause, part.statements);
      if (!hostBits(part.text)) return [];
      const says = phrase`${part.text} has bits behind its prefix`;
      const { line, column } = part;
      return [{ clause, line, column, misfit: { says, edit: phrase`the network's own address.` } }];
    }),
  );
}

/** No address, where nothing else may stand. */
function strangers(clause: Clause): Wrong[] {
  return insideOf(clause.statement).flatMap(({ parts: [first] }): Wrong[] => {
    if (first?.is !== "word" || first.text.includes(":")) return [];
    if (parseAddress(first.text) !== undefined) return [];
    const { line, column } = first;
    const says = phrase`"${first.text.slice(0, 60)}" is no address`;
    return [{ clause, line, column, misfit: { says, edit: phrase`an address.` } }];
  });
}

function valueIn({ statement }: Clause): Word | undefined {
  const [, value] = statement.parts;
  return value?.is === "word" ? value : undefined;
}

/** What it must have, and has not: a key both of its parts, a zone its type. */
function lackOf({ name, clauses, statement }: Clause): string | undefined {
  const names = clauses.map((inner) => inner.name);
  if (name === "key" && clauses.length > 0)
    return ["algorithm", "secret"].find((part) => !names.includes(part));
  const isZone = name === "zone" && statement.parts.some(({ is }) => is === "block");
  return isZone && !names.includes("type") && !names.includes("in-view") ? "type" : undefined;
}

function incomplete(clause: Clause): Wrong[] {
  const lacks = lackOf(clause);
  if (lacks === undefined) return [];
  const { line, column } = clause.statement;
  return [
    {
      clause,
      line,
      column,
      misfit: { says: phrase`it has no ${lacks}`, edit: phrase`add its ${lacks}.` },
    },
  ];
}

function wrongIn(clauses: readonly Clause[]): Wrong[] {
  return clauses.flatMap((clause): Wrong[] => {
    const value = valueIn(clause);
    const said = misfit(clause.name, value ?? { text: "", quoted: false });
    const { line, column } = value ?? clause.statement;
    const own = said ? [{ clause, line, column, misfit: said }] : [];
    const nets = lists.includes(clause.name) ? networksIn(clause, insideOf(clause.statement)) : [];
    const strange = addresses.includes(clause.name) ? strangers(clause) : [];
    const inner = blocks.includes(clause.name) ? wrongIn(clause.clauses) : [];
    return [...own, ...nets, ...strange, ...incomplete(clause), ...inner];
  });
}

function foundOf({ clause, line, column, misfit: { says, edit, choices } }: Wrong): Found {
  const value = valueIn(clause)?.text ?? "";
  const near = choices && value.length <= 40 ? meant(value, choices) : "";
  const place = placeIn(clause.file, line, column);
  // A key's line may have its secret in it.
  const where = [{ ...place, text: withoutSecret(place.text) }];
  const isNamed = clause.name === "key" || clause.name === "zone";
  const statement = isNamed ? `${clause.name} ${clause.words[0] ?? ""}` : clause.name;
  return { where, args: { statement, says: `${says}${near}`, edit, server: clause.file.node } };
}

export const kind: RuleKind = {
  kind: "value-malformed",
  severity: "error",
  rank: 4,
  needs: "files",
  follows: ["bind/statement-unfinished", "bind/unknown-statement"],
  source: "named.conf(5) of BIND 9.18",
  breaks: () => true,
  find: (facts) =>
    serversOf(facts).flatMap(({ clauses }) => wrongIn(clauses).slice(0, most).map(foundOf)),
};
