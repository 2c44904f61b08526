import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf, shopsOf } from "../meaning/shops.ts";
import { breaksNamed, named, wishesFor } from "../meaning/wishes.ts";

export const kind: RuleKind = {
  kind: "keys-differ",
  severity: "error",
  rank: 40,
  needs: "files",
  source: "templates/shop/node/src/config.c: key",
  breaks: breaksNamed,
  find(facts): readonly Found[] {
    const shops = shopsOf(facts).filter(({ designs, key }) => {
      return key !== undefined && designs.some(({ how }) => how === "cookie");
    });
    const keys = new Map(shops.map(({ node, key }) => [node.name, key?.words[1] ?? ""]));
    if (new Set(keys.values()).size < 2) return [];
    const prefixes = new Set(
      shops.flatMap(({ designs }) =>
        designs.filter(({ how }) => how === "cookie").map(({ prefix }) => prefix),
      ),
    );
    const wishes = [...prefixes].flatMap((prefix) => wishesFor(facts.plan, prefix));
    const shown = [...keys].map(([node, key]) => `${node} ${key.slice(0, 4)}...${key.slice(-6)}`);
    return [
      {
        where: shops.map((shop) => (shop.key ? placeOf(shop, shop.key) : placeIn(shop.file))),
        args: {
          keys: shown.join(", "),
          paths: [...prefixes].join(", "),
          steps: named(wishes.filter(({ spec }) => spec["check"] === "sessions")),
        },
      },
    ];
  },
};
