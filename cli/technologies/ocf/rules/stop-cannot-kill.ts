import type { RuleKind } from "../../../core/kinds/rule.ts";
import { actionRule, asks, waits } from "../agent/agents.ts";

const asksToEnd = /\bp?kill(?:all)?\b/;
const kills = /\bkill\b[^\n]*(?:-9\b|KILL\b|\$\{?sig)|\bKILL\b/;

export const kind: RuleKind = {
  kind: "stop-cannot-kill",
  severity: "error",
  rank: 32,
  needs: "files",
  source: "signal(7): SIGTERM and SIGKILL; OCF Resource Agent Developer's Guide, stop",
  breaks: (step) => asks(step, ["stop"], ["counter-hang"]),
  find: (facts) =>
    actionRule(facts, "stop", (text) => asksToEnd.test(text) && waits(text) && !kills.test(text)),
};
