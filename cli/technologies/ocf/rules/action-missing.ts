import type { RuleKind } from "../../../core/kinds/rule.ts";
import { agentsOf, asks, foundAt } from "../agent/agents.ts";
import { neededActions } from "../agent-xml.ts";

export const kind: RuleKind = {
  kind: "action-missing",
  severity: "error",
  rank: 15,
  needs: "files",
  source: "OCF Resource Agent API 1.1, 2.5: required actions",
  breaks: (step) => asks(step, ["form", "status", "start", "stop"]),
  find: (facts) =>
    agentsOf(facts).flatMap(({ shell, files }) => {
      // Who tells its actions apart in another way has none that are known.
      if (!shell?.actions.has("start")) return [];
      const action = neededActions.find((one) => !shell.actions.has(one));
      const line = shell.actions.get("start")?.line ?? 1;
      return action === undefined ? [] : [foundAt(files, line, { action })];
    }),
};
