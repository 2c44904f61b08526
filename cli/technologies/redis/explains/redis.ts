import type { Directive, ExplainKind } from "../../../core/kinds/rule.ts";
import { parseRedis } from "../syntax/tree.ts";
import { redisDirectives } from "../wording/directives.ts";

/** The directive of a line, by a table of one of both formats. */
export function explained(
  table: ReadonlyMap<string, Directive>,
  text: string,
  line: number,
): Directive | undefined {
  const found = parseRedis(text).directives.find((one) => one.line === line);
  return found && table.get(found.name);
}

export const kind: ExplainKind = {
  kind: "redis",
  takes: (path) => /^\/etc\/redis\/(?!.*sentinel).*\.conf$/.test(path),
  at: (text, line) => explained(redisDirectives, text, line),
};
