import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { foundAt } from "../../meaning/found.ts";
import { isOn, membersOf, placeOf, settingOf } from "../../meaning/members.ts";

export const kind: RuleKind = {
  kind: "lock-mode",
  severity: "warning",
  rank: 50,
  needs: "files",
  source: "MariaDB Knowledge Base, Configuring MariaDB Galera Cluster: innodb_autoinc_lock_mode",
  find: (facts): readonly Found[] =>
    foundAt(membersOf(facts), (member) => {
      const value = settingOf(member, "innodb_autoinc_lock_mode") ?? "1";
      if (!isOn(member, "wsrep_on") || value === "2") return undefined;
      return { place: placeOf(member, "innodb_autoinc_lock_mode"), args: { value } };
    }),
};
