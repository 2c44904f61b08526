import { contains, parseAddress, parseSubnet } from "../../../../core/base/address.ts";
import type { PlannedLink } from "../../../../core/cluster/plan.ts";
import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import type { VirtualAddress } from "../../config/addresses.ts";
import { type Instance, instancesOf } from "../../config/instances.ts";
import { absent, placesOf } from "../../config/places.ts";
import { deviceOf, linkOf } from "../../config/segments.ts";

function subnetOf({ plan }: Facts, { segment }: PlannedLink): string {
  return plan.segments.find(({ name }) => name === segment)?.subnet ?? "";
}

function isIn(subnet: string, address: number): boolean {
  const parsed = parseSubnet(subnet);
  return parsed !== undefined && contains(parsed, address);
}

/** Somebody sends what is for it to a router: it need not be anybody's neighbour. */
function isRouted({ plan }: Facts, address: number): boolean {
  const routes = plan.nodes.flatMap(({ routes: own }) => own);
  return routes.some((route) => isIn(route.split(" ")[0] ?? "", address));
}

function foundIn(
  facts: Facts,
  instance: Instance,
  { address, device, at }: VirtualAddress,
): Found[] {
  const { node } = instance.config;
  const value = parseAddress(address);
  const link = linkOf(node, device?.value ?? instance.interface?.value);
  if (!link || value === undefined || isIn(subnetOf(facts, link), value)) return [];
  if (isRouted(facts, value)) return [];
  const right = node.links.find((each) => isIn(subnetOf(facts, each), value));
  const home = right
    ? phrase`${subnetOf(facts, right)}, which is on ${deviceOf(node, right)}`
    : phrase`none of its networks`;
  const args = { address, device: deviceOf(node, link), subnet: subnetOf(facts, link), home };
  return [{ where: placesOf([instance, at]), args }];
}

export const kind: RuleKind = {
  kind: "address-not-in-subnet",
  severity: "warning",
  rank: 45,
  needs: "files",
  follows: [...absent, "keepalived/asked-address-missing"],
  source: "keepalived.conf(5): virtual_ipaddress; RFC 1122 3.3.1.1",
  find: (facts) =>
    instancesOf(facts).flatMap((instance) =>
      [...instance.addresses, ...instance.excluded].flatMap((one) => foundIn(facts, instance, one)),
    ),
};
