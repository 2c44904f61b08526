import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { hearingPairs, nodeOf, type Pair } from "../../config/pairs.ts";
import { absent, listed, placesOf } from "../../config/places.ts";
import { lastOf } from "../../config/tree.ts";
import { needsAgreement } from "../../config/wanted.ts";

function foundIn({ one, other }: Pair): Found[] {
  const [silent, talks] = one.unicastPeers ? [other, one] : [one, other];
  const peers = talks.unicastPeers;
  if (silent.unicastPeers || !peers) return [];
  const list = listed(
    peers.map(({ value }) => value),
    phrase`nobody`,
  );
  const at = lastOf(silent.block, "unicast_src_ip")?.at ?? silent.at;
  return [
    {
      where: placesOf([silent, at], [talks, peers[0]]),
      args: { other: nodeOf(talks), list },
    },
  ];
}

export const kind: RuleKind = {
  kind: "unicast-one-sided",
  severity: "error",
  rank: 20,
  needs: "files",
  follows: absent,
  source: "keepalived.conf(5): unicast_peer",
  breaks: needsAgreement,
  find: (facts) => hearingPairs(facts).flatMap(foundIn),
};
