import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { foundAt, readable } from "../../meaning/config.ts";
import { nearestOf } from "../../meaning/near.ts";
import { expectsAnything } from "../../meaning/wanted.ts";
import { partNames, statementNames } from "../../syntax/names.ts";

/** It begins with what can only be in the middle of a statement. */
function isMiddle(keyword: string): boolean {
  const isPair = /^[a-z][\w-]*=/.test(keyword);
  return partNames.has(keyword) || (isPair && !nearestOf(keyword, statementNames));
}

export const kind: RuleKind = {
  kind: "continuation-missing",
  severity: "error",
  rank: 5,
  needs: "files",
  follows: ["pacemaker/comment-inside"],
  source: "crm(8), configure; crmsh 4.4.1, utils.py, lines2cli()",
  breaks: expectsAnything,
  find: (facts) =>
    readable(facts).flatMap((config) =>
      config.crm.statements
        .filter(({ keyword }) => isMiddle(keyword))
        .map(({ word }) => foundAt(config, word, { name: word.value, before: word.line - 1 })),
    ),
};
