import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { allSeen, foundOn, nearer } from "../../meaning/seen.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "no-controller",
  severity: "error",
  rank: 67,
  needs: "node",
  follows: nearer,
  source: "Pacemaker Explained, Designated Controller; crm_mon(8)",
  breaks: expectsAnything,
  find: (facts) =>
    allSeen(facts)
      .filter(({ values }) => values.dc === undefined)
      .map((seen) => foundOn(seen, "Current DC: NONE", {})),
};
