import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { foundAt } from "../../meaning/found.ts";
import { isOn, membersOf, placeOf } from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "wsrep-off",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "MariaDB Knowledge Base, Configuring MariaDB Galera Cluster: wsrep_on",
  breaks: expectsAnything,
  find: (facts): readonly Found[] =>
    foundAt(membersOf(facts), (member) =>
      isOn(member, "wsrep_on") ? undefined : { place: placeOf(member, "wsrep_on"), args: {} },
    ),
};
