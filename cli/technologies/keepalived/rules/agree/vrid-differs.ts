import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { nodeOf, type Pair, pairsOf, sharedAddress } from "../../config/pairs.ts";
import { absent, placesOf } from "../../config/places.ts";
import { segmentOf } from "../../config/segments.ts";
import { needsAgreement } from "../../config/wanted.ts";

function foundIn({ one, other }: Pair): Found[] {
  const address = sharedAddress(one, other);
  const [mine, theirs] = [one.vrid, other.vrid];
  if (address === undefined || !mine || !theirs || mine.value === theirs.value) return [];
  if (segmentOf(one) !== segmentOf(other)) return [];
  return [
    {
      where: placesOf([one, mine.at], [other, theirs.at]),
      args: { address, vrid: mine.value, other: nodeOf(other), otherVrid: theirs.value },
    },
  ];
}

export const kind: RuleKind = {
  kind: "vrid-differs",
  severity: "error",
  rank: 20,
  needs: "files",
  follows: absent,
  source: "RFC 9568 5.2.3, RFC 3768 5.3.3",
  breaks: needsAgreement,
  find: (facts) => pairsOf(facts).flatMap(foundIn),
};
