import { phrase } from "../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf } from "../meaning/files.ts";
import { isFailover } from "../meaning/sentinels.ts";
import { addressOf, isOn, storeAt, storesOf } from "../meaning/stores.ts";

export const kind: RuleKind = {
  kind: "replica-of-nobody",
  severity: "error",
  rank: 35,
  needs: "files",
  source: "Redis documentation, Redis replication: replicaof",
  breaks: isFailover,
  find(facts): readonly Found[] {
    const stores = storesOf(facts);
    return stores.flatMap((store): Found[] => {
      const { replicaOf, node } = store;
      if (!replicaOf) return [];
      const master = storeAt(stores, replicaOf);
      if (master && master !== store) return [];
      const known = stores.filter((one) => one !== store).map(addressOf);
      const { host, port, directive } = replicaOf;
      const isSelf = isOn(node, host);
      return [
        {
          where: [placeOf(directive)],
          args: {
            address: `${host} ${port}`,
            whose: isSelf ? phrase`its own address` : phrase`where no Redis listens`,
            known: known.join(", "),
          },
        },
      ];
    });
  },
};
