import type { Facts, Found, RuleKind } from "../../../core/kinds/rule.ts";
import { lastOf, placeOf as placeInStore } from "../../redis/meaning/files.ts";
import { sentinelsOf } from "../../redis/meaning/sentinels.ts";
import { type Address, type Store, storeAt, storesOf } from "../../redis/meaning/stores.ts";
import { type Design, parted, placeOf, shopsOf } from "../meaning/shops.ts";
import { breaksNamed, named, wishesFor } from "../meaning/wishes.ts";

/** Where the design's baskets are, at the beginning. */
function addressesOf(facts: Facts, { how, master, addresses }: Design): readonly Address[] {
  if (how === "redis") return addresses.slice(0, 1).map(parted);
  const monitors = sentinelsOf(facts).flatMap((one) => one.monitors);
  return how === "sentinel" ? monitors.filter(({ name }) => name === master).slice(0, 1) : [];
}

function asks({ said }: Store): boolean {
  return (lastOf(said, "requirepass")?.args[0]?.value ?? "") !== "";
}

export const kind: RuleKind = {
  kind: "store-wants-password",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "redis.conf of Redis 7.0, requirepass; templates/shop/node/src/way.c",
  breaks: breaksNamed,
  find(facts): readonly Found[] {
    const stores = storesOf(facts);
    const refused = shopsOf(facts).flatMap((shop) =>
      shop.designs.flatMap((design) =>
        addressesOf(facts, design).flatMap((address) => {
          const store = storeAt(stores, address);
          return store && asks(store) ? [{ shop, design, store }] : [];
        }),
      ),
    );
    const groups = Map.groupBy(
      refused,
      ({ design, store }) => `${design.prefix} ${store.node.name}`,
    );
    return [...groups.values()].flatMap((all) =>
      all.slice(0, 1).map(({ design: { prefix }, store }) => ({
        where: [
          ...[lastOf(store.said, "requirepass")].flatMap((one) => (one ? placeInStore(one) : [])),
          ...all.map(({ shop, design }) => placeOf(shop, design.directive)),
        ],
        args: { prefix, store: store.node.name, steps: named(wishesFor(facts.plan, prefix)) },
      })),
    );
  },
};
