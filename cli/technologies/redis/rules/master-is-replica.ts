import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf } from "../meaning/files.ts";
import { isFailover, sentinelsOf } from "../meaning/sentinels.ts";
import { storeAt, storesOf } from "../meaning/stores.ts";

export const kind: RuleKind = {
  kind: "master-is-replica",
  severity: "error",
  rank: 35,
  needs: "files",
  follows: ["redis/sentinels-differ"],
  source: "Redis documentation, High availability with Redis Sentinel: sentinel monitor",
  breaks: isFailover,
  find(facts): readonly Found[] {
    const stores = storesOf(facts);
    const wrong = sentinelsOf(facts).flatMap(({ monitors }) =>
      monitors.flatMap((monitor) => {
        const store = storeAt(stores, monitor);
        return store?.replicaOf ? [{ monitor, store, replicaOf: store.replicaOf }] : [];
      }),
    );
    const groups = Map.groupBy(wrong, ({ monitor, store }) => `${monitor.name} ${store.node.name}`);
    return [...groups.values()].flatMap((all) =>
      all.slice(0, 1).map(({ monitor, store, replicaOf }) => ({
        where: [...all.map((one) => placeOf(one.monitor.directive)), placeOf(replicaOf.directive)],
        args: {
          name: monitor.name,
          store: store.node.name,
          master: `${replicaOf.host} ${replicaOf.port}`,
        },
      })),
    );
  },
};
