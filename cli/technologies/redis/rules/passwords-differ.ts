import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { lastOf, placeOf } from "../meaning/files.ts";
import { isFailover } from "../meaning/sentinels.ts";
import { storeAt, storesOf } from "../meaning/stores.ts";

export const kind: RuleKind = {
  kind: "passwords-differ",
  severity: "error",
  rank: 35,
  needs: "files",
  source: "redis.conf of Redis 7.0, requirepass and masterauth",
  breaks: isFailover,
  find(facts): readonly Found[] {
    const stores = storesOf(facts);
    return stores.flatMap((store): Found[] => {
      const master = store.replicaOf && storeAt(stores, store.replicaOf);
      const wanted = master && lastOf(master.said, "requirepass");
      const word = wanted?.args[0]?.value ?? "";
      const given = lastOf(store.said, "masterauth");
      if (!master || !wanted || word === "" || given?.args[0]?.value === word) return [];
      return [
        {
          where: [given ? placeOf(given) : placeIn(store.file), placeOf(wanted)],
          args: {
            master: master.node.name,
            has: given ? "another masterauth" : "no masterauth",
          },
        },
      ];
    });
  },
};
