import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import type { Instance } from "../../config/instances.ts";
import { hearingPairs, nodeOf, type Pair } from "../../config/pairs.ts";
import { absent, placesOf } from "../../config/places.ts";
import { wordOf } from "../../config/tree.ts";
import { globalWord } from "../../config/values.ts";
import { needsAgreement } from "../../config/wanted.ts";

/** IANA's for VRRP over IPv4 (RFC 9568 5.1.1.2). */
const usual = "224.0.0.18";

function groupOf({ config, block, at }: Instance) {
  const own = wordOf(block, "mcast_dst_ip") ?? globalWord(config, "vrrp_mcast_group4");
  return { value: own?.value ?? usual, at: own ?? at };
}

function foundIn({ one, other }: Pair): Found[] {
  if (one.unicastPeers || other.unicastPeers) return [];
  const [mine, theirs] = [groupOf(one), groupOf(other)];
  if (mine.value === theirs.value) return [];
  return [
    {
      where: placesOf([one, mine.at], [other, theirs.at]),
      args: { group: mine.value, other: nodeOf(other), otherGroup: theirs.value },
    },
  ];
}

export const kind: RuleKind = {
  kind: "multicast-group-differs",
  severity: "error",
  rank: 20,
  needs: "files",
  follows: absent,
  source: "RFC 9568 5.1.1.2, keepalived.conf(5): vrrp_mcast_group4",
  breaks: needsAgreement,
  find: (facts) => hearingPairs(facts).flatMap(foundIn),
};
