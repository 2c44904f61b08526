import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundWhere, inFault } from "../chosen.ts";

export const kind: RuleKind = {
  kind: "unseen",
  severity: "error",
  rank: 35,
  needs: "files",
  source: "nobody stops a roll-out that nobody looks at",
  breaks: inFault("roll-out"),
  find: (facts) =>
    foundWhere(facts, ({ choices: { rollout } }) =>
      rollout?.technique === "one-by-one" && !rollout.checked ? [[rollout.line, {}]] : [],
    ),
};
