import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { configsOf, foundAt } from "../../meaning/config.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "quote-open",
  severity: "error",
  rank: 4,
  needs: "files",
  source: "crmsh 4.4.1, parse.py: shlex.split()",
  breaks: expectsAnything,
  find: (facts) =>
    configsOf(facts).flatMap((config) =>
      config.crm.statements
        .filter(({ unbalanced }) => unbalanced)
        .map(({ word, words }) =>
          foundAt(config, words.at(-1) ?? word, {
            statement: word.value,
            id: words[0]?.value ?? "",
          }),
        ),
    ),
};
