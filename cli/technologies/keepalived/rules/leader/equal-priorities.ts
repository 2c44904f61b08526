import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { hearingPairs, nodeOf, sharedAddress } from "../../config/pairs.ts";
import { absent, placesOf } from "../../config/places.ts";
import { breaksOwners, firstOwner, wantedBack, watchedOf } from "../../config/wanted.ts";
import { weighed } from "../../config/weights.ts";

function foundIn(facts: Facts): Found[] {
  return hearingPairs(facts).flatMap(({ one, other }): Found[] => {
    const [mine, theirs] = [weighed(one), weighed(other)];
    if (!mine || mine.well !== theirs?.well) return [];
    const address = sharedAddress(one, other);
    const watched = watchedOf(facts).find((each) => each.address === address);
    const wanted = watched && (firstOwner(facts, watched) ?? wantedBack(facts, watched));
    // Equal ones elect somebody; it is the lab that wants it to be one of them.
    if (!wanted || ![nodeOf(one), nodeOf(other)].includes(wanted.node)) return [];
    const [first, second] = nodeOf(one) === wanted.node ? [one, other] : [other, one];
    return [
      {
        where: placesOf([first, first.priority.at], [second, second.priority.at]),
        args: { priority: mine.well, owner: wanted.node, other: nodeOf(second) },
      },
    ];
  });
}

export const kind: RuleKind = {
  kind: "equal-priorities",
  severity: "error",
  rank: 30,
  needs: "files",
  follows: absent,
  source: "RFC 9568 6.4.2, RFC 3768 6.4.2",
  breaks: breaksOwners,
  find: foundIn,
};
