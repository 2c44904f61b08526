import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { lastOf, placeOf } from "../meaning/files.ts";
import { isFailover } from "../meaning/sentinels.ts";
import { storeAt, storesOf } from "../meaning/stores.ts";

export const kind: RuleKind = {
  kind: "min-replicas",
  severity: "error",
  rank: 50,
  needs: "files",
  source: "redis.conf of Redis 7.0, min-replicas-to-write",
  breaks: isFailover,
  find(facts): readonly Found[] {
    const stores = storesOf(facts);
    const hit = facts.plan.steps.filter(isFailover).map(({ fault }) => fault?.["node"]);
    const together = stores.filter(
      (store) =>
        store.replicaOf ||
        stores.some(({ replicaOf }) => replicaOf && storeAt(stores, replicaOf) === store),
    );
    const dying = together.filter(({ node }) => hit.includes(node.name)).length;
    // One of those that are left is the master.
    const left = together.length - dying - 1;
    return together.flatMap(({ said }): Found[] => {
      const directive = lastOf(said, "min-replicas-to-write", "min-slaves-to-write");
      const least = Number(directive?.args[0]?.value ?? 0);
      if (!directive || dying === 0 || !(least > left)) return [];
      return [{ where: [placeOf(directive)], args: { least, stores: together.length, left } }];
    });
  },
};
