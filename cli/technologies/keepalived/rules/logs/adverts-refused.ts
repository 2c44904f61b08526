import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { absent } from "../../config/places.ts";
import { needsAgreement } from "../../config/wanted.ts";
import { firstOf } from "../../logged.ts";

/** vrrp.c (2.2.7): an advert was thrown away for what it says. */
const refusals = [
  /^\(([^)]*)\) ip address associated with VRID \d+ not present in MASTER advert/,
  /^\(([^)]*)\) expected \d+ VIPs but received \d+/,
  /^\(([^)]*)\) received an unexpected ip number count \d+/,
  /^\(([^)]*)\) advertisement interval mismatch mine=\d+/,
  /^\(([^)]*)\) received an invalid passwd!/,
  /^\(([^)]*)\) Invalid auth type: /,
  /^\(([^)]*)\) Expected \w+icast packet but received /,
  /^\(([^)]*)\) unicast source address \S+ not a unicast peer/,
];

export const kind: RuleKind = {
  kind: "adverts-refused",
  severity: "error",
  rank: 40,
  needs: "node",
  follows: [
    ...absent,
    "keepalived/address-lists-differ",
    "keepalived/advert-differs",
    "keepalived/auth-differs",
    "keepalived/version-differs",
    "keepalived/unicast-one-sided",
    "keepalived/peer-missing",
    "keepalived/vrid-taken",
  ],
  source: "RFC 9568 7.1, RFC 3768 7.1",
  breaks: needsAgreement,
  find: (facts) =>
    firstOf(facts, refusals).map(({ line, match, count }) => ({
      where: [line.place],
      args: { name: match[1] ?? "", said: line.text, count },
    })),
};
