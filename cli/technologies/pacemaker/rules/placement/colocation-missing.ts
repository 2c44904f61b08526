import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Config, placeOf, readable } from "../../meaning/config.ts";
import { areTogether, pairingsIn } from "../../meaning/pairings.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

/** An order that names both, and nothing that holds them together. */
function foundIn(config: Config): readonly Found[] {
  return pairingsIn(config)
    .filter((pairing) => !areTogether(config, pairing))
    .flatMap(({ address, server }): Found[] => {
      const order = config.constraints.find(({ kind: is, steps }) => {
        const ids = steps.flat().map(({ id }) => id);
        return is === "order" && ids.includes(address.id) && ids.includes(server.id);
      });
      if (!order) return [];
      const args = { address: address.id, server: server.id, id: order.id };
      return [{ where: [placeOf(config, order.word)], args }];
    });
}

export const kind: RuleKind = {
  kind: "colocation-missing",
  severity: "error",
  rank: 41,
  needs: "files",
  follows: unread,
  source: "Pacemaker Explained, Ordering Constraints: they do not bind resources to one node",
  breaks: expectsAnything,
  find: (facts) => readable(facts).flatMap(foundIn),
};
