import type { Found } from "../../../../core/kinds/rule.ts";
import { eachCluster } from "../../../corosync/meaning/each-cluster.ts";
import { clustersOf, isOn } from "../../../corosync/meaning/members.ts";
import { foundAt, isNo, propertyOf, readable } from "../../meaning/config.ts";
import { unread } from "../../meaning/unread.ts";
import { partsCluster } from "../../meaning/wanted.ts";

export const kind = eachCluster({
  kind: "quorum-ignored",
  severity: "error",
  rank: 35,
  needs: "files",
  follows: unread,
  source: "Pacemaker Explained, Cluster Options: no-quorum-policy",
  breaks: partsCluster,
  find(facts) {
    const [cluster] = clustersOf(facts);
    // Of two with two_node each has a quorum anyhow.
    if (!cluster || isOn(cluster, "quorum.two_node")) return [];
    return readable(facts).flatMap((config): Found[] => {
      const policy = propertyOf(config, "no-quorum-policy");
      // Whoever may go on was fenced by nobody.
      const isUnfenced = isNo(propertyOf(config, "stonith-enabled"));
      if (policy?.value !== "ignore" || !isUnfenced) return [];
      return [foundAt(config, policy.word, { count: cluster.members.length })];
    });
  },
});
