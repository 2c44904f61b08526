import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf, shopsOf } from "../meaning/shops.ts";
import {
  breaksNamed,
  keepsAll,
  killedBy,
  named,
  prefixesAsked,
  wishesFor,
} from "../meaning/wishes.ts";

export const kind: RuleKind = {
  kind: "baskets-in-memory",
  severity: "error",
  rank: 41,
  needs: "files",
  follows: ["shop/refused-line"],
  source: "templates/shop/node/src/config.c: basket PREFIX memory",
  breaks: breaksNamed,
  find(facts): readonly Found[] {
    const shops = shopsOf(facts);
    return prefixesAsked(facts.plan).flatMap((prefix): Found[] => {
      const own = shops.flatMap((shop) =>
        shop.designs
          .filter((design) => design.prefix === prefix && design.how === "memory")
          .map((design) => ({ shop, design })),
      );
      const nodes = own.map(({ shop }) => shop.node.name);
      const wishes = wishesFor(facts.plan, prefix).filter(keepsAll);
      // What a process remembers ends with it: the lab lets its machine die, and wants all baskets.
      const deadly = wishes.filter(
        ({ step, mended }) => !mended && killedBy(step).some((node) => nodes.includes(node)),
      );
      const [first] = deadly;
      if (!first) return [];
      return [
        {
          where: own.map(({ shop, design }) => placeOf(shop, design.directive)),
          args: {
            prefix,
            nodes: nodes.join(", "),
            killed: killedBy(first.step).join(", "),
            steps: named(wishes),
          },
        },
      ];
    });
  },
};
