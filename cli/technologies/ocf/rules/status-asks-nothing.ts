import type { RuleKind } from "../../../core/kinds/rule.ts";
import { actionRule, asks, asksService } from "../agent/agents.ts";

export const kind: RuleKind = {
  kind: "status-asks-nothing",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "OCF Resource Agent API 1.1, 2.5: monitor; OCF Resource Agent Developer's Guide, monitor",
  breaks: (step) => asks(step, ["status"], ["counter-hang"]),
  find: (facts) => actionRule(facts, "monitor", (text) => !asksService(text)),
};
