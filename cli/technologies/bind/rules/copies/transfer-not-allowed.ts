import { type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { refusedTransfers } from "../../config/refused.ts";
import { unread } from "../../config/said.ts";

export const kind: RuleKind = {
  kind: "transfer-not-allowed",
  severity: "error",
  rank: 14,
  needs: "files",
  follows: [...unread, "bind/reference-undefined"],
  source: "BIND 9.18 ARM, allow-transfer",
  breaks: (step) => stepHas(step, { checks: ["measured", "propagated", "dns-serials"] }),
  find: (facts) => refusedTransfers(facts, "not-allowed", "source"),
};
