import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { clustersOf, merged, placeOf, valueAt } from "../../meaning/members.ts";
import { timersOf } from "../../meaning/timers.ts";

export const kind: RuleKind = {
  kind: "consensus-too-short",
  severity: "warning",
  rank: 50,
  needs: "files",
  source: "corosync.conf(5), consensus",
  find: (facts) =>
    merged(
      clustersOf(facts).flatMap((cluster): Found[] => {
        const key = valueAt(cluster, "totem.consensus");
        const { tokenS, consensusS } = timersOf(cluster);
        // Between two a shorter one is safe.
        if (!key || cluster.members.length < 3 || consensusS >= tokenS) return [];
        const args = { consensus: consensusS * 1000, token: tokenS * 1000 };
        return [{ where: [placeOf(cluster, key)], args }];
      }),
    ),
};
