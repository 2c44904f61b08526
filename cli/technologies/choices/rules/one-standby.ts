import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundWhere, inFault } from "../chosen.ts";

export const kind: RuleKind = {
  kind: "one-standby",
  severity: "error",
  rank: 29,
  needs: "files",
  source: "PostgreSQL 15, 27.2.8: a commit waits until a standby has answered, however long",
  breaks: inFault("storm"),
  find: (facts) =>
    foundWhere(facts, ({ choices: { orders } }) =>
      orders?.technique === "synchronous" && orders.nodes.length === 2
        ? [[orders.line, { standby: orders.nodes[1] ?? "" }]]
        : [],
    ),
};
