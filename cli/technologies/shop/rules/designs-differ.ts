import type { Facts, Found, RuleKind } from "../../../core/kinds/rule.ts";
import { isOn } from "../../redis/meaning/stores.ts";
import { type Design, parted, placeOf, shopsOf } from "../meaning/shops.ts";
import { breaksNamed, named, prefixesAsked, wishesFor } from "../meaning/wishes.ts";

/** Sentinels may be asked in any order, and not all of them; a node by its address or its name. */
function storeOf(facts: Facts, { how, master, addresses }: Design): string {
  if (how === "sentinel") return `sentinel ${master}`;
  const places = addresses.map((one) => {
    const { host, port } = parted(one);
    return `${facts.nodes.find((node) => isOn(node, host))?.name ?? host}:${port}`;
  });
  return [how, ...places].join(" ");
}

export const kind: RuleKind = {
  kind: "designs-differ",
  severity: "error",
  rank: 35,
  needs: "files",
  source: "templates/shop/node/src/config.c: basket",
  breaks: breaksNamed,
  find(facts): readonly Found[] {
    const shops = shopsOf(facts);
    return prefixesAsked(facts.plan).flatMap((prefix): Found[] => {
      const all = shops.flatMap((shop) =>
        shop.designs
          .filter((design) => design.prefix === prefix)
          .map((design) => ({ shop, design, store: storeOf(facts, design) })),
      );
      const groups = [...Map.groupBy(all, ({ store }) => store)].toSorted(
        ([, a], [, b]) => a.length - b.length,
      );
      if (groups.length < 2) return [];
      const shown = groups.map(([store, own]) => {
        return `${own.map(({ shop }) => shop.node.name).join(", ")}: ${store}`;
      });
      const ordered = groups.flatMap(([, own]) => own);
      return [
        {
          where: ordered.map(({ shop, design }) => placeOf(shop, design.directive)),
          args: { prefix, kept: shown.join("; "), steps: named(wishesFor(facts.plan, prefix)) },
        },
      ];
    });
  },
};
