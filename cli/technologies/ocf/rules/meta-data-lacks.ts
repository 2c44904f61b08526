import type { RuleKind } from "../../../core/kinds/rule.ts";
import { agentsOf, asks, foundAt } from "../agent/agents.ts";
import { xmlIn } from "../agent/xml.ts";
import { lackOf, partsOf } from "../agent-xml.ts";

export const kind: RuleKind = {
  kind: "meta-data-lacks",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "OCF Resource Agent API 1.1, 2.6: actions, parameters",
  breaks: (step) => asks(step, ["form"]),
  find: (facts) =>
    agentsOf(facts).flatMap(({ text, files }) => {
      const xml = xmlIn(text);
      const parts = xml && partsOf(xml.text);
      const lack = parts && lackOf(parts, ["config"]);
      return xml && lack !== undefined ? [foundAt(files, xml.line, { lack })] : [];
    }),
};
