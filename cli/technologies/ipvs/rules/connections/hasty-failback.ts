import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { breaksWayBack, hastyFailback } from "../../failback.ts";

export const kind: RuleKind = {
  kind: "hasty-failback",
  severity: "error",
  rank: 45,
  needs: "files",
  source: "keepalived.conf(5), nopreempt and preempt_delay; ipvs-sysctl.rst, sync_threshold",
  breaks: breaksWayBack,
  find: (facts) => hastyFailback(facts, false),
};
