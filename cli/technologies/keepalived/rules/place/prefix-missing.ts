import { parseAddress } from "../../../../core/base/address.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Instance, instancesOf } from "../../config/instances.ts";
import { placesOf, unread } from "../../config/places.ts";
import { linkOf } from "../../config/segments.ts";

function foundIn(instance: Instance): Found[] {
  return instance.addresses.flatMap(({ address, prefix, device, at }): Found[] => {
    const link = linkOf(instance.config.node, device?.value ?? instance.interface?.value);
    if (prefix !== undefined || !link || parseAddress(address) === undefined) return [];
    return [{ where: placesOf([instance, at]), args: { address, prefix: link.prefix } }];
  });
}

export const kind: RuleKind = {
  kind: "prefix-missing",
  severity: "hint",
  rank: 60,
  needs: "files",
  follows: unread,
  source: "keepalived.conf(5): virtual_ipaddress",
  find: (facts) => instancesOf(facts).flatMap(foundIn),
};
