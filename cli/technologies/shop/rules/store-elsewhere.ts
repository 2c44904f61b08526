import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { parted, placeOf, shopsOf } from "../meaning/shops.ts";
import {
  breaksNamed,
  failsAll,
  killedBy,
  named,
  prefixesAsked,
  wishesFor,
} from "../meaning/wishes.ts";

/** A step shows what a store alone means: all that needs it fails. So it has to be needed. */
export const kind: RuleKind = {
  kind: "store-elsewhere",
  severity: "error",
  rank: 45,
  needs: "files",
  follows: ["shop/store-of-nobody", "shop/unknown-word", "shop/refused-line"],
  source: "templates/shop/node/src/config.c: basket PREFIX redis ADDRESS:PORT",
  breaks: breaksNamed,
  find(facts): readonly Found[] {
    const shops = shopsOf(facts);
    return prefixesAsked(facts.plan).flatMap((prefix): Found[] => {
      const wishes = wishesFor(facts.plan, prefix).filter(failsAll);
      const killed = wishes.flatMap(({ step }) => killedBy(step));
      const node = facts.nodes.find(({ name }) => killed.includes(name));
      if (!node?.services.includes("redis")) return [];
      const places = [node.name, ...node.links.map(({ address }) => address)];
      const other = shops.flatMap((shop) =>
        shop.designs
          .filter((one) => one.prefix === prefix)
          .filter(
            ({ how, addresses }) =>
              how !== "redis" || !addresses.some((one) => places.includes(parted(one).host)),
          )
          .map((design) => ({ shop, design })),
      );
      const [first] = other;
      if (!first) return [];
      return [
        {
          where: other.map(({ shop, design }) => placeOf(shop, design.directive)),
          args: {
            prefix,
            store: node.name,
            address: `${node.links[0]?.address}:6379`,
            kept: first.design.directive.words.slice(2).join(" "),
            steps: named(wishes),
          },
        },
      ];
    });
  },
};
