import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundWhere, inFault } from "../chosen.ts";

export const kind: RuleKind = {
  kind: "nobody-replaces",
  severity: "error",
  rank: 26,
  needs: "files",
  source: "Redis 7.0: a replica becomes a master by somebody's word, a Sentinel's or a person's",
  breaks: inFault("storm"),
  find: (facts) =>
    foundWhere(facts, ({ choices: { sessions } }) =>
      sessions?.technique === "store" && sessions.nodes.length > 1 ? [[sessions.line, {}]] : [],
    ),
};
