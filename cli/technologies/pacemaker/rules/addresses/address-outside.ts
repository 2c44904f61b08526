import { contains, parseAddress } from "../../../../core/base/address.ts";
import { allOf } from "../../../../core/kinds/phrase.ts";
import type { Found, NodeFacts, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Config, foundAt, readable } from "../../meaning/config.ts";
import { addressesIn } from "../../meaning/pairings.ts";
import { lastPair } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

/** Every network of a host: "10.90.0.0/24". */
function networksOf(hosts: readonly NodeFacts[]) {
  return hosts.flatMap(({ links }) =>
    links.flatMap(({ address, prefix }) => {
      const own = parseAddress(address) ?? 0;
      const base = own - (own % 2 ** (32 - prefix));
      const octets = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256);
      return [{ base, prefix, text: `${octets.join(".")}/${prefix}` }];
    }),
  );
}

function foundIn(config: Config): readonly Found[] {
  const networks = networksOf(config.hosts);
  return addressesIn(config).flatMap((one): Found[] => {
    const pair = lastPair(one.params, "ip");
    const ip = parseAddress(pair?.value ?? "");
    if (!pair || ip === undefined || networks.length === 0) return [];
    if (networks.some((network) => contains(network, ip))) return [];
    const args = { id: one.id, ip: pair.value, networks: allOf(networks.map(({ text }) => text)) };
    return [foundAt(config, pair.word, args)];
  });
}

export const kind: RuleKind = {
  kind: "address-outside",
  severity: "error",
  rank: 32,
  needs: "files",
  follows: unread,
  source: "ocf_heartbeat_IPaddr2(7), ip and nic",
  breaks: expectsAnything,
  find: (facts) => readable(facts).flatMap(foundIn),
};
