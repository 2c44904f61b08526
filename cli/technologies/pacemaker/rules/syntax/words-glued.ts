import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf, readable } from "../../meaning/config.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "words-glued",
  severity: "error",
  rank: 6,
  needs: "files",
  source: "crmsh 4.4.1, utils.py, lines2cli()",
  breaks: expectsAnything,
  find: (facts) =>
    readable(facts).flatMap((config) =>
      config.crm.statements
        .flatMap(({ word, words }) => [word, ...words])
        // A value may be as long as it likes; two words of a statement are none.
        .flatMap(({ value, glued }): Found[] => {
          if (!glued || !/^(?:[a-z][\w-]*=|params$|meta$|op$)/.test(glued.value)) return [];
          return [
            { where: [placeOf(config, glued)], args: { word: value, before: glued.line - 1 } },
          ];
        }),
    ),
};
