import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { clustersOf, isOn, merged, placeOf, valueAt } from "../../meaning/members.ts";
import { losesMember } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "two-node-of-many",
  severity: "error",
  rank: 40,
  needs: "files",
  source: "votequorum(5), two_node; votequorum.c 3.1.7, calculate_quorum()",
  breaks: losesMember,
  find: (facts) =>
    merged(
      clustersOf(facts).flatMap((cluster): Found[] => {
        const key = valueAt(cluster, "quorum.two_node");
        const count = cluster.members.length;
        if (!key || !isOn(cluster, "quorum.two_node") || count < 3) return [];
        return [{ where: [placeOf(cluster, key)], args: { count } }];
      }),
    ),
};
