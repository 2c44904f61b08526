import type { RuleKind } from "../../../core/kinds/rule.ts";
import { faultIn, foundWhere, inFault } from "../chosen.ts";

/** Of the builder, where the line has none (templates/choices). */
const defaultS = 10;

export const kind: RuleKind = {
  kind: "short-delay",
  severity: "error",
  rank: 32,
  needs: "files",
  source: "PostgreSQL 15, 20.6.3: recovery_min_apply_delay",
  breaks: inFault("drop-table"),
  find: (facts) =>
    foundWhere(facts, ({ choices: { backup }, plan }) => {
      const noticeS = Number(faultIn(plan, "drop-table")?.["notice"] ?? 0) / 1000;
      const delay = backup?.words["delay"] ?? defaultS;
      return backup?.technique === "delayed" && delay <= noticeS
        ? [[backup.line, { delay, notice: noticeS }]]
        : [];
    }),
};
