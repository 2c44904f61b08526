import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundWhere, inFault } from "../chosen.ts";

export const kind: RuleKind = {
  kind: "no-majority",
  severity: "error",
  rank: 27,
  needs: "files",
  source: "Redis Sentinel: a failover needs the votes of a majority of all Sentinels",
  breaks: inFault("storm"),
  find: (facts) =>
    foundWhere(facts, ({ choices: { sessions } }) =>
      sessions?.technique === "sentinel" && sessions.nodes.length === 2
        ? [[sessions.line, { count: sessions.nodes.length }]]
        : [],
    ),
};
