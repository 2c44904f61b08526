import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { foundAt } from "../../meaning/found.ts";
import { membersOf, placeOf, settingOf } from "../../meaning/members.ts";
import { comesAfter, isDark } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "log-not-flushed",
  severity: "error",
  rank: 45,
  needs: "files",
  source: "MariaDB Knowledge Base, InnoDB System Variables: innodb_flush_log_at_trx_commit",
  breaks: (step, _, facts) => comesAfter(step, "rack-off", facts),
  find(facts): readonly Found[] {
    // While another member has it all, a disk that lacks a second is no loss.
    if (!facts.plan.steps.some(isDark)) return [];
    return foundAt(membersOf(facts), (member) => {
      const value = settingOf(member, "innodb_flush_log_at_trx_commit") ?? "1";
      if (value !== "0") return undefined;
      return { place: placeOf(member, "innodb_flush_log_at_trx_commit"), args: { value } };
    });
  },
};
