import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { addressOf, storeAt, storesOf } from "../../redis/meaning/stores.ts";
import { parted, placeOf, shopsOf } from "../meaning/shops.ts";
import { breaksNamed, named, wishesFor } from "../meaning/wishes.ts";

export const kind: RuleKind = {
  kind: "store-of-nobody",
  severity: "error",
  rank: 30,
  needs: "files",
  follows: ["shop/refused-line"],
  source: "templates/shop/node/src/config.c: basket PREFIX redis ADDRESS:PORT",
  breaks: breaksNamed,
  find(facts): readonly Found[] {
    const stores = storesOf(facts);
    // A lab without any has stores of another kind, of which this rule knows nothing.
    if (stores.length === 0) return [];
    const wrong = shopsOf(facts).flatMap((shop) =>
      shop.designs
        .filter(({ how, addresses }) => how === "redis" && addresses.length > 0)
        .filter(({ addresses: [address = ""] }) => !storeAt(stores, parted(address)))
        .map((design) => ({ shop, design })),
    );
    const groups = Map.groupBy(wrong, ({ design }) => `${design.prefix} ${design.addresses[0]}`);
    return [...groups.values()].flatMap((all) =>
      all.slice(0, 1).map(({ design: { prefix, addresses } }) => ({
        where: all.map(({ shop, design }) => placeOf(shop, design.directive, 3)),
        args: {
          prefix,
          address: addresses[0] ?? "",
          known: stores.map(addressOf).join(", "),
          steps: named(wishesFor(facts.plan, prefix)),
        },
      })),
    );
  },
};
