import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundWhere, inFault } from "../chosen.ts";

export const kind: RuleKind = {
  kind: "all-at-once",
  severity: "error",
  rank: 34,
  needs: "files",
  source: "what is rolled out to all at once is wrong everywhere at once",
  breaks: inFault("roll-out"),
  find: (facts) =>
    foundWhere(facts, ({ choices: { rollout } }) =>
      rollout?.technique === "at-once" ? [[rollout.line, {}]] : [],
    ),
};
