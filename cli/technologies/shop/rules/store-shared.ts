import { phrase } from "../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { alonesIn, foundFor } from "../meaning/alone.ts";
import { shopsOf } from "../meaning/shops.ts";
import { breaksNamed } from "../meaning/wishes.ts";

export const kind: RuleKind = {
  kind: "store-shared",
  severity: "error",
  rank: 40,
  needs: "files",
  source: "templates/shop/node/src/config.c: basket PREFIX redis ADDRESS:PORT",
  breaks: breaksNamed,
  find(facts): readonly Found[] {
    const designs = shopsOf(facts).flatMap((shop) => shop.designs);
    return alonesIn(facts)
      .filter(({ watched }) => !watched)
      .map((alone) => {
        const others = designs
          .filter(({ addresses, prefix }) => {
            return prefix !== alone.prefix && addresses.includes(alone.address);
          })
          .map(({ prefix }) => prefix);
        const shared = [...new Set(others)].join(", ");
        return foundFor(alone, {
          others: shared === "" ? "" : phrase`, as those of ${shared} are`,
        });
      });
  },
};
