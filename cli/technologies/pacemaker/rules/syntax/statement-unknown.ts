import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { foundAt, readable } from "../../meaning/config.ts";
import { nearestOf } from "../../meaning/near.ts";
import { expectsAnything } from "../../meaning/wanted.ts";
import { statementNames } from "../../syntax/names.ts";

export const kind: RuleKind = {
  kind: "statement-unknown",
  severity: "error",
  rank: 5,
  needs: "files",
  source: "crm(8), configure",
  breaks: expectsAnything,
  find: (facts) =>
    readable(facts).flatMap((config) =>
      config.crm.statements
        .filter(({ keyword }) => !statementNames.has(keyword))
        .flatMap(({ keyword, word }): Found[] => {
          const near = nearestOf(keyword, statementNames);
          return near ? [foundAt(config, word, { name: word.value, near })] : [];
        }),
    ),
};
