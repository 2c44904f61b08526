import { XMLValidator } from "fast-xml-parser";
import type { RuleKind } from "../../../core/kinds/rule.ts";
import { agentsOf, asks, foundAt } from "../agent/agents.ts";
import { xmlIn } from "../agent/xml.ts";

export const kind: RuleKind = {
  kind: "meta-data-malformed",
  severity: "error",
  rank: 10,
  needs: "files",
  source: "OCF Resource Agent API 1.1, 2.6: ra-api-1.1.rng",
  breaks: (step) => asks(step, ["form"]),
  find: (facts) =>
    agentsOf(facts).flatMap(({ text, files }) => {
      const xml = xmlIn(text);
      const wrong = xml && XMLValidator.validate(xml.text);
      if (!xml || wrong === true || wrong === undefined) return [];
      return [foundAt(files, xml.line + wrong.err.line - 1)];
    }),
};
