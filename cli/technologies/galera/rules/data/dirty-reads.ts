import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { foundAt } from "../../meaning/found.ts";
import { isOn, membersOf, placeOf } from "../../meaning/members.ts";

export const kind: RuleKind = {
  kind: "dirty-reads",
  severity: "warning",
  rank: 55,
  needs: "files",
  source: "MariaDB Knowledge Base, Galera Cluster System Variables: wsrep_dirty_reads",
  find: (facts): readonly Found[] =>
    foundAt(membersOf(facts), (member) =>
      isOn(member, "wsrep_dirty_reads")
        ? { place: placeOf(member, "wsrep_dirty_reads"), args: {} }
        : undefined,
    ),
};
