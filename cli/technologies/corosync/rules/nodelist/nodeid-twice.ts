import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Cluster, clustersOf, merged, placeOf } from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

function foundIn(cluster: Cluster): readonly Found[] {
  const ids = cluster.members.flatMap(({ id }) => id ?? []);
  const groups = Map.groupBy(ids, ({ value }) => value);
  return [...groups]
    .filter(([, all]) => all.length > 1)
    .map(([id, all]) => ({
      where: all.toReversed().map((key) => placeOf(cluster, key)),
      args: { id, count: all.length },
    }));
}

export const kind: RuleKind = {
  kind: "nodeid-twice",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "corosync.conf(5), nodeid; totemconfig.c 3.1.7, check_for_duplicate_nodeids()",
  breaks: expectsAnything,
  find: (facts) => merged(clustersOf(facts).flatMap(foundIn)),
};
