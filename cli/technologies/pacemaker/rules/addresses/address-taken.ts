import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { foundAt, readable } from "../../meaning/config.ts";
import { addressesIn } from "../../meaning/pairings.ts";
import { lastPair } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "address-taken",
  severity: "error",
  rank: 32,
  needs: "files",
  follows: unread,
  source: "ocf_heartbeat_IPaddr2(7), ip",
  breaks: expectsAnything,
  find: (facts) =>
    readable(facts).flatMap((config) =>
      addressesIn(config).flatMap((one): Found[] => {
        const pair = lastPair(one.params, "ip");
        const owner = facts.nodes.find(({ links }) =>
          links.some(({ address }) => address === pair?.value),
        );
        if (!pair || !owner) return [];
        return [foundAt(config, pair.word, { id: one.id, ip: pair.value, owner: owner.name })];
      }),
    ),
};
