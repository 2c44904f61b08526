import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Config, foundAt, readable } from "../../meaning/config.ts";
import { addressesIn, areTogether, serversIn } from "../../meaning/pairings.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

/** An order that names both, and nothing that holds them together. */
function foundIn(config: Config): readonly Found[] {
  const addresses = new Map(addressesIn(config).map((one) => [one.id, one]));
  const servers = new Map(serversIn(config).map((one) => [one.id, one]));
  const orders = config.constraints.filter(({ kind: is }) => is === "order");
  return orders.flatMap(({ id, word, steps }): Found[] => {
    const ids = steps.flat().map((one) => one.id);
    const address = ids.map((one) => addresses.get(one)).find((one) => one !== undefined);
    const server = ids.map((one) => servers.get(one)).find((one) => one !== undefined);
    if (!address || !server || areTogether(config, { address, server })) return [];
    return [foundAt(config, word, { address: address.id, server: server.id, id })];
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
