import { parseAddress } from "../../../../core/base/address.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Instance, instancesOf } from "../../config/instances.ts";
import { absent, placesOf } from "../../config/places.ts";
import { linkOf } from "../../config/segments.ts";

function foundIn(instance: Instance): Found[] {
  return [...instance.addresses, ...instance.excluded].flatMap((one): Found[] => {
    const { address, prefix, device, at } = one;
    const link = linkOf(instance.config.node, device?.value ?? instance.interface?.value);
    if (prefix === undefined || !link || prefix >= link.prefix) return [];
    if (parseAddress(address) === undefined) return [];
    return [{ where: placesOf([instance, at]), args: { address, prefix, right: link.prefix } }];
  });
}

export const kind: RuleKind = {
  kind: "prefix-too-wide",
  severity: "warning",
  rank: 50,
  needs: "files",
  follows: absent,
  source: "keepalived.conf(5): virtual_ipaddress; RFC 1122 3.3.1.1",
  find: (facts) => instancesOf(facts).flatMap(foundIn),
};
