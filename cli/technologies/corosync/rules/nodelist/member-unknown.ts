import { allOf } from "../../../../core/kinds/phrase.ts";
import { type Found, type RuleKind, runningNodes } from "../../../../core/kinds/rule.ts";
import { clustersOf, merged, placeOf } from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "member-unknown",
  severity: "error",
  rank: 24,
  needs: "files",
  source:
    "corosync.conf(5), name; Pacemaker Explained, Cluster Nodes: where Pacemaker gets the node name",
  breaks: expectsAnything,
  find(facts) {
    const hosts = runningNodes(facts, "corosync").map(({ name }) => name);
    return merged(
      clustersOf(facts).flatMap((cluster) =>
        cluster.members.flatMap(({ name }): Found[] => {
          if (!name || hosts.includes(name.value.split(".")[0] ?? "")) return [];
          return [
            { where: [placeOf(cluster, name)], args: { name: name.value, hosts: allOf(hosts) } },
          ];
        }),
      ),
    );
  },
};
