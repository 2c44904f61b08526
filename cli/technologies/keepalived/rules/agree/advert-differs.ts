import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { hearingPairs, nodeOf, type Pair } from "../../config/pairs.ts";
import { absent, placesOf } from "../../config/places.ts";
import { needsAgreement } from "../../config/wanted.ts";

function foundIn({ one, other }: Pair): Found[] {
  // A backup of version 3 takes the master's interval for its own (RFC 9568 6.4.2).
  if (one.version.value !== 2 || other.version.value !== 2) return [];
  if (one.advertS.value === other.advertS.value) return [];
  return [
    {
      where: placesOf([one, one.advertS.at], [other, other.advertS.at]),
      args: { advert: one.advertS.value, other: nodeOf(other), otherAdvert: other.advertS.value },
    },
  ];
}

export const kind: RuleKind = {
  kind: "advert-differs",
  severity: "error",
  rank: 20,
  needs: "files",
  follows: absent,
  source: "RFC 3768 7.1",
  breaks: needsAgreement,
  find: (facts) => hearingPairs(facts).flatMap(foundIn),
};
