import type { Directive, ExplainKind } from "../../../core/kinds/rule.ts";
import { parseConfig } from "../config/config.ts";
import { valueLists } from "../config/keywords.ts";
import { type Statement, statementsIn, type Tree } from "../config/tree.ts";
import { fileDirectives } from "../wording/file-directives.ts";
import { vrrpDirectives } from "../wording/vrrp-directives.ts";

/** By block, then by keyword; "" is outside of all blocks. */
export const table = { ...fileDirectives, ...vrrpDirectives };

const checks = /^(?:TCP|HTTP|SSL|SMTP|UDP|DNS|MISC|PING)_(?:CHECK|GET)$|^url$/;

interface Standing {
  readonly statement: Statement;
  /** The blocks around it, from the outside in. */
  readonly blocks: readonly string[];
}

function* standing(holder: Tree | Statement, blocks: readonly string[]): Generator<Standing> {
  for (const statement of statementsIn(holder)) {
    yield { statement, blocks };
    if (statement.children) yield* standing(statement, [...blocks, statement.name]);
  }
}

function find(block: string, name: string): Directive | undefined {
  const kind = checks.test(block) ? "check" : block;
  return Object.entries(table)
    .find(([key]) => key === kind)?.[1]
    .find((directive) => directive.name === name);
}

/** Of a line in a list: what its list does. */
function explained({ statement, blocks }: Standing): Directive | undefined {
  const [outer = "", inner = ""] = [blocks.at(-2), blocks.at(-1)];
  const own = find(inner, statement.name);
  const isList = valueLists.has(inner) || (outer !== "" && inner.startsWith("track_"));
  const list = isList ? find(outer, inner) : undefined;
  // Of a file that is included into a block nobody knows the block.
  const elsewhere = inner === "" ? Object.keys(table) : [];
  const listed = list && { ...list, name: `a line of ${inner}` };
  return own ?? listed ?? elsewhere.map((block) => find(block, statement.name)).find((one) => one);
}

export const kind: ExplainKind = {
  kind: "keepalived",
  hashComments: true,
  takes: (path) => path.startsWith("/etc/keepalived/") && !path.endsWith(".sh"),
  at(text, line) {
    if (/^\s*include[rmwba]?\s/.test(text.split("\n")[line - 1] ?? "")) return find("", "include");
    for (const one of standing(parseConfig(text), [])) {
      const found = one.statement.at.line === line ? explained(one) : undefined;
      if (found) return found;
    }
    return undefined;
  },
};
