import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { foundAt } from "../../meaning/found.ts";
import { hostsIn, isOn, membersOf, placeOf, settingOf } from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "begins-always",
  severity: "error",
  rank: 23,
  needs: "files",
  source: "MariaDB Knowledge Base, Getting Started with MariaDB Galera Cluster: bootstrapping",
  breaks: expectsAnything,
  find: (facts): readonly Found[] =>
    foundAt(membersOf(facts), (member) => {
      if (isOn(member, "wsrep_new_cluster"))
        return { place: placeOf(member, "wsrep_new_cluster"), args: { said: "wsrep_new_cluster" } };
      const address = settingOf(member, "wsrep_cluster_address") ?? "";
      if (hostsIn(address)?.length !== 0) return undefined;
      return { place: placeOf(member, "wsrep_cluster_address"), args: { said: address } };
    }),
};
