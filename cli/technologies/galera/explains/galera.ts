import type { ExplainKind } from "../../../core/kinds/rule.ts";
import { parseOptionFile } from "../config/option-file.ts";
import { directives } from "../wording/directives.ts";

export const kind: ExplainKind = {
  kind: "galera",
  takes: (path) => /^\/etc\/mysql\/.*\.cnf$/.test(path),
  hashComments: true,
  at(text, line) {
    const found = parseOptionFile(text).options.find((one) => one.line === line);
    return found && directives.get(found.name);
  },
};
