import { foundIn, stillBad } from "../../../../core/kinds/logged.ts";
import { type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { loggedOn } from "../../logged.ts";

/** Of xfrin.c and zone.c, 9.18: group 1 is the zone. */
const good = /^transfer of '(\S+?)\/IN[^']*' from \S+: Transfer status: success$/;
const bad =
  /^(?:transfer of|zone) '?(\S+?)\/IN[^':]*'?(?: from \S+)?: (?:Transfer status: |refresh: )(.+)$/;

export const kind: RuleKind = {
  kind: "transfer-fails",
  severity: "error",
  // What stands in the files is nearer to the cause.
  rank: 70,
  needs: "node",
  follows: [
    "bind/key-differs",
    "bind/key-unknown",
    "bind/no-primaries",
    "bind/transfer-not-allowed",
    "bind/zone-missing",
    "bind/zone-not-loaded",
    "bind/zone-file-missing",
    "bind/not-listening",
    "service/not-running",
  ],
  source: "BIND 9 Administrator Reference Manual, logging categories xfer-in and notify",
  breaks: (step) => stepHas(step, { checks: ["dns-serials", "dns-answers", "propagated"] }),
  find: (facts) => stillBad(loggedOn(facts), { bad, good }).map(foundIn),
};
