import type { Directive, ExplainKind } from "../../../core/kinds/rule.ts";
import { insideOf, nameOf, parseNamedConf, type Statement } from "../config/statements.ts";
import type { Token } from "../config/tokens.ts";
import { statements } from "../wording/statements.ts";

const byName: ReadonlyMap<string, Directive> = new Map(statements.map((one) => [one.name, one]));

function lastLine({ parts, line }: Statement): number {
  const last = parts.at(-1);
  return last === undefined ? line : last.is === "block" ? last.end.line : last.line;
}

/** Those that a line belongs to, from the outermost inwards; of several in a line the first. */
function around(all: readonly Statement[], line: number): Statement[] {
  const one = all.find((statement) => statement.line <= line && lastLine(statement) >= line);
  return one ? [one, ...around(insideOf(one), line)] : [];
}

export const kind: ExplainKind = {
  kind: "named-conf",
  takes: (path) => path.startsWith("/etc/bind/") && !/\/db\.|\.zone$/.test(path),
  at(text, line) {
    const { tokens, statements: all } = parseNamedConf(text);
    // A comment or an empty line says nothing of the block around it.
    const says = ({ kind: what }: Token) => what !== "space" && what !== "comment";
    if (!tokens.some((token) => token.line === line && says(token))) return undefined;
    const found = around(all, line);
    const begun = found.filter((statement) => statement.line === line);
    const inwards = [...begun, ...found.toReversed()];
    return inwards.map((statement) => byName.get(nameOf(statement))).find(Boolean);
  },
};
