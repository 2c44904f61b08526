import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundWhere, inFault } from "../chosen.ts";

export const kind: RuleKind = {
  kind: "no-backup",
  severity: "error",
  rank: 31,
  needs: "files",
  source: "PostgreSQL 15, 27.2: a standby does whatever its primary did",
  breaks: inFault("drop-table"),
  find: (facts) =>
    foundWhere(facts, ({ choices: { backup } }) =>
      backup?.technique === "none" ? [[backup.line, {}]] : [],
    ),
};
