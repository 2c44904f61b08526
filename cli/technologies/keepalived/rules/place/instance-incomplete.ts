import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Instance, instancesOf } from "../../config/instances.ts";
import { placesOf, unread } from "../../config/places.ts";
import { lastOf } from "../../config/tree.ts";
import { needsAgreement } from "../../config/wanted.ts";

function foundIn(instance: Instance): Found[] {
  const { name, vrid, interface: device, block, unicastPeers } = instance;
  const missing = [
    ...(vrid ? [] : ["virtual_router_id"]),
    // Unicast finds its way by itself.
    ...(device || unicastPeers ? [] : ["interface"]),
  ];
  return missing.map((keyword) => {
    const given = lastOf(block, keyword);
    const value = given?.args[0]?.value;
    const instead =
      value === undefined ? phrase`none` : phrase`${value}, which is no number from 1 to 255`;
    const where = placesOf([instance, given?.args[0] ?? given?.at ?? instance.at]);
    return { where, args: { name, keyword, instead } };
  });
}

export const kind: RuleKind = {
  kind: "instance-incomplete",
  severity: "error",
  rank: 12,
  needs: "files",
  follows: unread,
  source: "keepalived.conf(5): virtual_router_id, interface",
  breaks: needsAgreement,
  find: (facts) => instancesOf(facts).flatMap(foundIn),
};
