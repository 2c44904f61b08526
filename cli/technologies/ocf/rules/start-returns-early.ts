import type { RuleKind } from "../../../core/kinds/rule.ts";
import { actionRule, asks, startOf, waits } from "../agent/agents.ts";

export const kind: RuleKind = {
  kind: "start-returns-early",
  severity: "error",
  rank: 31,
  needs: "files",
  source: "OCF Resource Agent API 1.1, 2.5: start; OCF Resource Agent Developer's Guide, start",
  // A pause that is long enough for the one is too short for a slow node.
  breaks: (step) => asks(step, ["start"], ["disk-full"]),
  find: (facts) => actionRule(facts, "start", (text) => startOf(text) >= 0 && !waits(text)),
};
