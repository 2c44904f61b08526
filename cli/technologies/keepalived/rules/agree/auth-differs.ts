import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Authentication, authenticationOf } from "../../config/authentication.ts";
import type { Instance } from "../../config/instances.ts";
import { hearingPairs, nodeOf, type Pair } from "../../config/pairs.ts";
import { absent, placesOf } from "../../config/places.ts";
import { needsAgreement } from "../../config/wanted.ts";

function said({ type, password }: Authentication): string {
  return type === "none" ? phrase`no password` : `${type} "${password}"`;
}

function foundIn({ one, other }: Pair): Found[] {
  const [mine, theirs] = [authenticationOf(one), authenticationOf(other)];
  if (!mine || !theirs || said(mine) === said(theirs)) return [];
  const place = (instance: Instance, { at }: Authentication) => [instance, at] as const;
  return [
    {
      where: placesOf(place(one, mine), place(other, theirs)),
      args: { auth: said(mine), other: nodeOf(other), otherAuth: said(theirs) },
    },
  ];
}

export const kind: RuleKind = {
  kind: "auth-differs",
  severity: "error",
  rank: 20,
  needs: "files",
  follows: absent,
  source: "RFC 2338 5.3.6, keepalived.conf(5): authentication",
  breaks: needsAgreement,
  find: (facts) => hearingPairs(facts).flatMap(foundIn),
};
