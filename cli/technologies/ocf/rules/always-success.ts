import type { RuleKind } from "../../../core/kinds/rule.ts";
import { agentsOf, asks, foundAt } from "../agent/agents.ts";

export const kind: RuleKind = {
  kind: "always-success",
  severity: "error",
  rank: 22,
  needs: "files",
  source: "OCF Resource Agent API 1.1, 2.2.2: exit status",
  breaks: (step) => asks(step, ["form", "status", "start", "stop"]),
  find: (facts) =>
    agentsOf(facts).flatMap(({ shell, files }) => {
      const last = shell?.last;
      const ends = last && /^(?:exit\s+(?:0|"?\$\{?OCF_SUCCESS\}?"?)|true|:)\s*;?$/.test(last.text);
      return ends ? [foundAt(files, last.line)] : [];
    }),
};
