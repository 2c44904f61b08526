import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { type Design, placeOf, shopsOf } from "../meaning/shops.ts";
import { breaksNamed, named, prefixesAsked, wishesFor } from "../meaning/wishes.ts";

/** Sentinels may be asked in any order, and not all of them. */
function storeOf({ how, master, addresses }: Design): string {
  return how === "sentinel" ? `sentinel ${master}` : [how, ...addresses].join(" ");
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
          .map((design) => ({ shop, design, store: storeOf(design) })),
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
