import { parseAddress } from "../../../../core/base/address.ts";
import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Instance, instancesOf } from "../../config/instances.ts";
import { absent, listed, placesOf } from "../../config/places.ts";
import { isSpokenOf } from "../../config/segments.ts";
import { needsAgreement } from "../../config/wanted.ts";

function foundIn(instance: Instance): Found[] {
  const { unicastSource: source, config } = instance;
  const own = config.node.links.map(({ address }) => address);
  if (!source || parseAddress(source.value) === undefined || own.includes(source.value)) return [];
  // A script of the node may add it.
  if (isSpokenOf(config.node, source.value)) return [];
  return [
    {
      where: placesOf([instance, source.at]),
      args: { source: source.value, own: listed(own, phrase`no address`) },
    },
  ];
}

export const kind: RuleKind = {
  kind: "unicast-source-not-mine",
  severity: "error",
  rank: 18,
  needs: "files",
  follows: absent,
  source: "keepalived.conf(5): unicast_src_ip",
  breaks: needsAgreement,
  find: (facts) => instancesOf(facts).flatMap(foundIn),
};
