import { parseAddress } from "../../../../core/base/address.ts";
import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import type { Instance } from "../../config/instances.ts";
import { hearingPairs, nodeOf } from "../../config/pairs.ts";
import { absent, listed, placesOf } from "../../config/places.ts";
import { sourceOf } from "../../config/segments.ts";
import { needsAgreement } from "../../config/wanted.ts";

/** `one` sends to its peers only: whether `other` is none of them. */
function foundIn(one: Instance, other: Instance): Found[] {
  const [peers, source] = [one.unicastPeers, sourceOf(other)];
  if (!peers || !other.unicastPeers || source === undefined) return [];
  // A name or an IPv6 address may be the other one's.
  if (peers.some(({ value }) => parseAddress(value) === undefined)) return [];
  const theirs = [source, ...other.config.node.links.map(({ address }) => address)];
  if (peers.some(({ value }) => theirs.includes(value))) return [];
  const list = listed(
    peers.map(({ value }) => value),
    phrase`nobody`,
  );
  return [
    {
      where: placesOf([one, peers[0]], [other, other.unicastSource?.at ?? other.at]),
      args: { list, other: nodeOf(other), source },
    },
  ];
}

export const kind: RuleKind = {
  kind: "peer-missing",
  severity: "error",
  rank: 20,
  needs: "files",
  follows: absent,
  source: "keepalived.conf(5): unicast_peer",
  breaks: needsAgreement,
  find: (facts) =>
    hearingPairs(facts).flatMap(({ one, other }) => [
      ...foundIn(one, other),
      ...foundIn(other, one),
    ]),
};
