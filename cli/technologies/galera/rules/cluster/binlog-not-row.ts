import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { foundAt } from "../../meaning/found.ts";
import { isOn, membersOf, placeOf, settingOf } from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "binlog-not-row",
  severity: "error",
  rank: 22,
  needs: "files",
  source: "MariaDB Knowledge Base, Configuring MariaDB Galera Cluster: binlog_format",
  breaks: expectsAnything,
  find: (facts): readonly Found[] =>
    foundAt(membersOf(facts), (member) => {
      // Its default is MIXED.
      const value = settingOf(member, "binlog_format") ?? "MIXED";
      if (!isOn(member, "wsrep_on") || /^(row|2)$/i.test(value)) return undefined;
      return { place: placeOf(member, "binlog_format"), args: { value } };
    }),
};
