import { type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { cpgNodes, oddOf } from "../config/cpg.ts";

export const kind: RuleKind = {
  kind: "groups-differ",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "cpg_join(3): a group is known by its name",
  breaks: (step) => stepHas(step, { checks: ["membership"] }),
  find(facts) {
    const found = oddOf(cpgNodes(facts), ({ group }) => group);
    return found ? [found] : [];
  },
};
