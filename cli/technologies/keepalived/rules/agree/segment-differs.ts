import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { nodeOf, type Pair, pairsOf, sharedAddress } from "../../config/pairs.ts";
import { absent, placesOf } from "../../config/places.ts";
import { segmentOf } from "../../config/segments.ts";
import { needsAgreement } from "../../config/wanted.ts";

function foundIn({ one, other }: Pair): Found[] {
  const address = sharedAddress(one, other);
  const [mine, theirs] = [one.interface, other.interface];
  const [segment, otherSegment] = [segmentOf(one), segmentOf(other)];
  if (address === undefined || !mine || !theirs || segment === otherSegment) return [];
  if (segment === undefined || otherSegment === undefined) return [];
  // Unicast goes through routers.
  if (one.unicastPeers && other.unicastPeers) return [];
  const args = { address, device: mine.value, segment, otherDevice: theirs.value, otherSegment };
  return [
    {
      where: placesOf([one, mine.at], [other, theirs.at]),
      args: { ...args, other: nodeOf(other) },
    },
  ];
}

export const kind: RuleKind = {
  kind: "segment-differs",
  severity: "error",
  rank: 20,
  needs: "files",
  follows: absent,
  source: "RFC 9568 3, keepalived.conf(5): interface",
  breaks: needsAgreement,
  find: (facts) => pairsOf(facts).flatMap(foundIn),
};
