import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { breaksWayBack, hastyFailback } from "../../failback.ts";

export const kind: RuleKind = {
  kind: "seldom-synchronised",
  severity: "error",
  rank: 45,
  needs: "files",
  source: "Linux Documentation/networking/ipvs-sysctl.rst, sync_threshold",
  breaks: breaksWayBack,
  find: (facts) => hastyFailback(facts, true),
};
