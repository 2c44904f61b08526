import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { hearingPairs, nodeOf, sharedAddress } from "../../config/pairs.ts";
import { absent, placesOf } from "../../config/places.ts";
import { breaksOwners, firstOwner, watchedOf } from "../../config/wanted.ts";
import { weighed } from "../../config/weights.ts";

function foundIn(facts: Facts): Found[] {
  return hearingPairs(facts).flatMap(({ one, other }): Found[] => {
    const address = sharedAddress(one, other);
    const watched = watchedOf(facts).find((each) => each.address === address);
    const wanted = watched && firstOwner(facts, watched);
    if (!wanted || ![nodeOf(one), nodeOf(other)].includes(wanted.node)) return [];
    const [owner, rival] = nodeOf(one) === wanted.node ? [one, other] : [other, one];
    const [mine, theirs] = [weighed(owner), weighed(rival)];
    // One that does not preempt leaves the address to whoever began as MASTER.
    if (!mine || !theirs || mine.well >= theirs.well || !rival.preempts) return [];
    return [
      {
        where: placesOf([owner, owner.priority.at], [rival, rival.priority.at]),
        args: { priority: mine.well, other: nodeOf(rival), otherPriority: theirs.well },
      },
    ];
  });
}

export const kind: RuleKind = {
  kind: "wrong-leader",
  severity: "error",
  rank: 30,
  needs: "files",
  follows: absent,
  source: "RFC 9568 6.4.2, RFC 3768 6.4.2",
  breaks: breaksOwners,
  find: foundIn,
};
