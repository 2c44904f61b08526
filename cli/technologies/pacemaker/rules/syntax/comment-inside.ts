import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { foundAt, readable } from "../../meaning/config.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "comment-inside",
  severity: "error",
  rank: 5,
  needs: "files",
  source: "crmsh 4.4.1, utils.py, lines2cli(); parse.py, parse()",
  breaks: expectsAnything,
  find: (facts) =>
    readable(facts).flatMap((config) =>
      config.crm.statements.flatMap(({ words, word: { value } }) =>
        words
          .filter((word) => word.first && word.value.startsWith("#"))
          .map((word) => foundAt(config, word, { statement: value })),
      ),
    ),
};
