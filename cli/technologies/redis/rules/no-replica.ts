import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf } from "../meaning/files.ts";
import { isFailover, sentinelsOf } from "../meaning/sentinels.ts";
import { addressOf, storeAt, storesOf } from "../meaning/stores.ts";

export const kind: RuleKind = {
  kind: "no-replica",
  severity: "error",
  rank: 40,
  needs: "files",
  follows: ["redis/replica-of-nobody"],
  source: "Redis documentation, Redis replication: replicaof",
  breaks: isFailover,
  find(facts): readonly Found[] {
    const stores = storesOf(facts);
    const monitors = sentinelsOf(facts).flatMap((one) => one.monitors);
    const watched = new Map(monitors.map((one) => [`${one.name} ${one.host}:${one.port}`, one]));
    return [...watched.values()].flatMap((monitor): Found[] => {
      const master = storeAt(stores, monitor);
      if (!master || master.replicaOf) return [];
      const replicas = stores.filter(
        ({ replicaOf }) => replicaOf && storeAt(stores, replicaOf) !== undefined,
      );
      // Of the same role as the master: another store is not meant to be its replica.
      const idle = stores.filter(
        ({ node, replicaOf }) =>
          node.role === master.node.role && node !== master.node && !replicaOf,
      );
      if (replicas.length > 0 || idle.length === 0) return [];
      return [
        {
          where: [...idle.map(({ file }) => placeIn(file)), placeOf(monitor.directive)],
          args: {
            name: monitor.name,
            master: master.node.name,
            address: addressOf(master).replace(":", " "),
            others: idle.map(({ node }) => node.name).join(", "),
          },
        },
      ];
    });
  },
};
