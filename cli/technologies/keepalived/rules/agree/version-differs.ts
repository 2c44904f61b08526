import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { hearingPairs, nodeOf, type Pair } from "../../config/pairs.ts";
import { absent, placesOf } from "../../config/places.ts";
import { needsAgreement } from "../../config/wanted.ts";

function foundIn({ one, other }: Pair): Found[] {
  if (one.version.value === other.version.value) return [];
  return [
    {
      where: placesOf([one, one.version.at], [other, other.version.at]),
      args: {
        version: one.version.value,
        other: nodeOf(other),
        otherVersion: other.version.value,
      },
    },
  ];
}

export const kind: RuleKind = {
  kind: "version-differs",
  severity: "error",
  rank: 20,
  needs: "files",
  follows: absent,
  source: "RFC 9568 7.1, RFC 3768 7.1",
  breaks: needsAgreement,
  find: (facts) => hearingPairs(facts).flatMap(foundIn),
};
