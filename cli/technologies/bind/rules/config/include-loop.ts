import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { astrayIncludes } from "../../config/includes.ts";

export const kind: RuleKind = {
  kind: "include-loop",
  severity: "error",
  rank: 2,
  needs: "files",
  source: "BIND 9.18 ARM, include; RFC 1035 5.1 ($INCLUDE)",
  breaks: () => true,
  find: (facts) => astrayIncludes(facts, "loop"),
};
