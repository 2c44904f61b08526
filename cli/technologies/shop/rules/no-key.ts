import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf, shopsOf } from "../meaning/shops.ts";
import { breaksNamed, named, prefixesAsked, wishesFor } from "../meaning/wishes.ts";

export const kind: RuleKind = {
  kind: "no-key",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "templates/shop/node/src/config.c: check_key()",
  breaks: breaksNamed,
  find(facts): readonly Found[] {
    const wishes = prefixesAsked(facts.plan).flatMap((one) => wishesFor(facts.plan, one));
    const without = shopsOf(facts).flatMap((shop) => {
      const design = shop.designs.find(({ how }) => how === "cookie");
      return design && !shop.key?.words[1] ? [{ shop, design }] : [];
    });
    const groups = Map.groupBy(without, ({ design }) => design.prefix);
    return [...groups].map(([prefix, all]) => ({
      where: all.map(({ shop, design }) => placeOf(shop, design.directive)),
      args: { prefix, steps: named(wishes) },
    }));
  },
};
