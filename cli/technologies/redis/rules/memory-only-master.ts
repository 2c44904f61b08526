import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { lastOf, placeOf } from "../meaning/files.ts";
import { sentinelsOf } from "../meaning/sentinels.ts";
import { isInMemory, storeAt, storesOf } from "../meaning/stores.ts";

export const kind: RuleKind = {
  kind: "memory-only-master",
  severity: "warning",
  rank: 50,
  needs: "files",
  source:
    "Redis documentation, Redis replication: Safety of replication when master has persistence turned off",
  find(facts): readonly Found[] {
    const stores = storesOf(facts);
    const watched = sentinelsOf(facts).flatMap(({ monitors }) => monitors);
    const masters = [...watched, ...stores.flatMap(({ replicaOf }) => replicaOf ?? [])];
    return stores
      .filter((store) => masters.some((one) => storeAt(stores, one) === store))
      .filter((store) => isInMemory(store) && store.file.owner === "student")
      .map(({ node, file, said }) => {
        const line = lastOf(said, "appendonly", "save");
        return {
          where: [line ? placeOf(line) : placeIn(file)],
          args: { master: node.name },
        };
      });
  },
};
