import type { RuleKind } from "../../../core/kinds/rule.ts";
import { agentsOf, asks, foundAt } from "../agent/agents.ts";

/** However it is written: the name, or the number as a word of its own. */
const saysIt = /NOT_RUNNING|\b7\b/;

export const kind: RuleKind = {
  kind: "never-not-running",
  severity: "error",
  rank: 25,
  needs: "files",
  source: "Pacemaker Administration, OCF Return Codes: 7, OCF_NOT_RUNNING",
  breaks: (step) => asks(step, ["status"]),
  find: (facts) =>
    agentsOf(facts).flatMap(({ text, shell, files }) => {
      const commands = text.split("\n").filter((line) => !/^\s*#/.test(line));
      if (saysIt.test(commands.join("\n"))) return [];
      return [foundAt(files, shell?.actions.get("monitor")?.line ?? 1)];
    }),
};
