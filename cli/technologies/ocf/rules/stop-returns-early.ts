import type { RuleKind } from "../../../core/kinds/rule.ts";
import { actionRule, asks, waits } from "../agent/agents.ts";

const kills = /\bp?kill(?:all)?\b/;

export const kind: RuleKind = {
  kind: "stop-returns-early",
  severity: "error",
  rank: 31,
  needs: "files",
  source: "OCF Resource Agent API 1.1, 2.5: stop; OCF Resource Agent Developer's Guide, stop",
  breaks: (step) => asks(step, ["stop"], ["stop"]),
  find: (facts) => actionRule(facts, "stop", (text) => kills.test(text) && !waits(text)),
};
