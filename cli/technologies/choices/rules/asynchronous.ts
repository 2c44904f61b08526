import type { RuleKind } from "../../../core/kinds/rule.ts";
import { countsLosses, foundWhere } from "../chosen.ts";

export const kind: RuleKind = {
  kind: "asynchronous",
  severity: "error",
  rank: 28,
  needs: "files",
  source: "PostgreSQL 15, 20.6.2: synchronous_standby_names",
  breaks: countsLosses,
  find: (facts) =>
    foundWhere(facts, ({ choices: { orders } }) =>
      orders?.technique === "asynchronous" ? [[orders.line, {}]] : [],
    ),
};
