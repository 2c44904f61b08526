import { foundIn, stillBad } from "../../../../core/kinds/logged.ts";
import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { limitsOf } from "../../config/demands.ts";
import { loggedOn } from "../../logged.ts";

/** Of zone.c, 9.18: group 1 is the zone, 2 the address that it came from. */
const bad = /^zone (\S+?)\/IN[^:]*: refused notify from non-(?:primary|master): (\S+?)#\d+/;
const good = /^zone (\S+?)\/IN[^:]*: notify from \S+: serial \d+/;

export const kind: RuleKind = {
  kind: "notify-refused",
  severity: "error",
  rank: 55,
  needs: "node",
  follows: ["bind/no-primaries", "bind/two-primaries"],
  source: "RFC 1996 3.10; BIND 9.18 ARM, allow-notify, notify-source",
  breaks: (step, _, facts) => limitsOf(facts, "dns-notify").some((limit) => limit.step === step.id),
  find: (facts) => stillBad(loggedOn(facts), { bad, good }).map(foundIn),
};
