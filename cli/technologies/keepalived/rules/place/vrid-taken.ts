import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Instance, instancesOf } from "../../config/instances.ts";
import { nodeOf, sharedAddress, sharesRouter } from "../../config/pairs.ts";
import { absent, placesOf } from "../../config/places.ts";
import { segmentOf } from "../../config/segments.ts";
import { needsAgreement } from "../../config/wanted.ts";

/** Two of one node; or two of nodes that do different work, and share no address. */
function isTaken(one: Instance, other: Instance): boolean {
  // Unicast and multicast are told apart (keepalived.conf(5): virtual_router_id).
  const isAlike = (one.unicastPeers === undefined) === (other.unicastPeers === undefined);
  if (!isAlike || !sharesRouter(one, other)) return false;
  const [mine, theirs] = [one.config.node, other.config.node];
  if (mine === theirs) return true;
  return mine.role !== theirs.role && sharedAddress(one, other) === undefined;
}

function foundIn(facts: Facts): Found[] {
  const all = instancesOf(facts);
  return all.flatMap((other, at) =>
    all.slice(at + 1).flatMap((one): Found[] => {
      const [mine, theirs] = [one.vrid, other.vrid];
      if (!mine || !theirs || !isTaken(one, other)) return [];
      const names = { name: one.name, other: nodeOf(other), otherName: other.name };
      const args = { ...names, vrid: mine.value, segment: segmentOf(one) ?? "" };
      return [{ where: placesOf([one, mine.at], [other, theirs.at]), args }];
    }),
  );
}

export const kind: RuleKind = {
  kind: "vrid-taken",
  severity: "error",
  rank: 20,
  needs: "files",
  follows: absent,
  source: "RFC 9568 5.2.3, keepalived.conf(5): virtual_router_id",
  breaks: needsAgreement,
  find: foundIn,
};
