import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf, shopsOf } from "../meaning/shops.ts";
import { breaksNamed, named, prefixesAsked, wishesFor } from "../meaning/wishes.ts";

export const kind: RuleKind = {
  kind: "basket-missing",
  severity: "error",
  rank: 30,
  needs: "files",
  follows: ["shop/unknown-word", "shop/refused-line"],
  source: "templates/shop/node/src/config.c: basket",
  breaks: breaksNamed,
  find(facts): readonly Found[] {
    const shops = shopsOf(facts);
    return prefixesAsked(facts.plan).flatMap((prefix): Found[] => {
      const without = shops.filter(({ designs }) => !designs.some((one) => one.prefix === prefix));
      if (without.length === 0) return [];
      return [
        {
          where: without.map((shop) => {
            const last = shop.designs.at(-1)?.directive;
            return last ? placeOf(shop, last) : placeIn(shop.file);
          }),
          args: {
            prefix,
            nodes: without.map(({ node }) => node.name).join(", "),
            steps: named(wishesFor(facts.plan, prefix)),
          },
        },
      ];
    });
  },
};
