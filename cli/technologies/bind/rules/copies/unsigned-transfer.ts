import { type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { refusedTransfers } from "../../config/refused.ts";
import { unread } from "../../config/said.ts";

export const kind: RuleKind = {
  kind: "unsigned-transfer",
  severity: "error",
  rank: 13,
  needs: "files",
  follows: unread,
  source: "BIND 9.18 ARM, primaries, server (keys); RFC 8945",
  breaks: (step) => stepHas(step, { checks: ["measured", "propagated", "dns-serials"] }),
  find: (facts) => refusedTransfers(facts, "unsigned", "secondary"),
};
