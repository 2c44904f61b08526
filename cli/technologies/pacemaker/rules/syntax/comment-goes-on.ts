import { placeIn, type RuleKind } from "../../../../core/kinds/rule.ts";
import { configsOf } from "../../meaning/config.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "comment-goes-on",
  severity: "error",
  rank: 5,
  needs: "files",
  source: "crmsh 4.4.1, utils.py, lines2cli()",
  breaks: expectsAnything,
  find: (facts) =>
    configsOf(facts).flatMap(({ file, crm }) =>
      crm.swallowed.map(({ line, comment }) => ({
        where: [placeIn(file, comment), placeIn(file, line)],
        args: { swallowed: line },
      })),
    ),
};
