import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundWhere, inFault, isOne } from "../chosen.ts";

export const kind: RuleKind = {
  kind: "alone",
  severity: "error",
  rank: 25,
  needs: "files",
  source: "a service on one node is away for as long as that node is",
  breaks: inFault("storm"),
  find: (facts) =>
    foundWhere(facts, ({ choices }) =>
      (["dns", "sessions", "orders", "files"] as const).flatMap((service) => {
        const choice = choices[service];
        return isOne(choice)
          ? [[choice.line, { service, only: choice.nodes[0] ?? "" }] as const]
          : [];
      }),
    ),
};
