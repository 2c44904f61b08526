import type { Directive, ExplainKind } from "../../../core/kinds/rule.ts";
import { parseCrm, type Word } from "../syntax/statements.ts";
import { options, parts, statements } from "../wording/directives.ts";

/** A word that begins a part, or an option with its value. */
function directiveOf({ value }: Word): Directive | undefined {
  const at = value.indexOf("=");
  return at > 0 ? options.get(value.slice(0, at)) : parts.get(value.toLowerCase());
}

export const kind: ExplainKind = {
  kind: "pacemaker",
  takes: (path) => /^\/etc\/pacemaker\/.*\.crm$/.test(path),
  hashComments: true,
  at(text, line) {
    const all = parseCrm(text).statements;
    const own = all.find(({ word }) => word.line === line);
    if (own && statements.has(own.keyword)) {
      // A line with one option alone is about that.
      const [first, ...more] = own.words;
      const isSet = ["property", "rsc_defaults", "op_defaults"].includes(own.keyword);
      const only = isSet && first && more.length === 0 ? directiveOf(first) : undefined;
      return only ?? statements.get(own.keyword);
    }
    const words = all.flatMap((one) => one.words).filter((word) => word.line === line);
    return words.map(directiveOf).find((found) => found !== undefined);
  },
};
