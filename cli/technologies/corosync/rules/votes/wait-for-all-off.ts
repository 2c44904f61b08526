import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { clustersOf, isOn, merged, numberAt, placeOf, valueAt } from "../../meaning/members.ts";

export const kind: RuleKind = {
  kind: "wait-for-all-off",
  severity: "warning",
  rank: 45,
  needs: "files",
  source: "votequorum(5), two_node and wait_for_all",
  find: (facts) =>
    merged(
      clustersOf(facts).flatMap((cluster): Found[] => {
        const key = valueAt(cluster, "quorum.wait_for_all");
        const isOff = key && numberAt(cluster, "quorum.wait_for_all") === 0;
        if (!isOff || !isOn(cluster, "quorum.two_node") || cluster.members.length !== 2) return [];
        return [{ where: [placeOf(cluster, key)], args: {} }];
      }),
    ),
};
