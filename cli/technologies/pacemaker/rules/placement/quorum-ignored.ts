import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { isOn } from "../../../corosync/meaning/members.ts";
import { foundAt, isNo, propertyOf, readable } from "../../meaning/config.ts";
import { unread } from "../../meaning/unread.ts";
import { partsCluster } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "quorum-ignored",
  severity: "error",
  rank: 35,
  needs: "files",
  follows: unread,
  source: "Pacemaker Explained, Cluster Options: no-quorum-policy",
  breaks: partsCluster,
  find: (facts) =>
    readable(facts).flatMap((config): Found[] => {
      const { cluster } = config;
      const policy = propertyOf(config, "no-quorum-policy");
      const isUnfenced = isNo(propertyOf(config, "stonith-enabled"));
      // Of two with two_node each has a quorum anyhow.
      if (!cluster || isOn(cluster, "quorum.two_node") || policy?.value !== "ignore") return [];
      // Two that fence each other are as good as a quorum.
      if (!isUnfenced && cluster.members.length < 3) return [];
      return [foundAt(config, policy.word, { count: cluster.members.length })];
    }),
};
