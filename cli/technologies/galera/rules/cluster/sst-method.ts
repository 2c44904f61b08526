import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { foundAt } from "../../meaning/found.ts";
import { isOn, membersOf, placeOf, settingOf } from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "sst-method",
  severity: "error",
  rank: 31,
  needs: "files",
  source: "MariaDB Knowledge Base, Introduction to State Snapshot Transfers: wsrep_sst_method",
  breaks: expectsAnything,
  find: (facts): readonly Found[] =>
    foundAt(membersOf(facts), (member) => {
      const value = settingOf(member, "wsrep_sst_method") ?? "rsync";
      // The nodes have no other's program: mariadb-backup is a package of its own.
      if (!isOn(member, "wsrep_on") || value === "rsync") return undefined;
      return { place: placeOf(member, "wsrep_sst_method"), args: { value } };
    }),
};
