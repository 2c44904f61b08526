import type { RuleKind } from "../../../core/kinds/rule.ts";
import { cpgNodes, oddOf } from "../config/cpg.ts";

export const kind: RuleKind = {
  kind: "rates-differ",
  severity: "hint",
  rank: 60,
  needs: "files",
  source: "halab-cpg (templates/cpg/layer/src/config.c)",
  find(facts) {
    const found = oddOf(cpgNodes(facts), ({ rate }) => rate);
    return found ? [found] : [];
  },
};
