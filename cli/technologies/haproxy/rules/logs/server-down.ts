import { foundIn, stillBad } from "../../../../core/kinds/logged.ts";
import { type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { loggedOn } from "../../logged.ts";

/** Of check.c and server.c, 2.6: group 1 is backend/server. */
const good = /^(?:\[\w+\] *\(\d+\) : )?(?:Backup )?Server (\S+) is UP\b/;
const bad =
  /^(?:\[\w+\] *\(\d+\) : )?(?:Backup )?Server (\S+) is DOWN, reason: (.*?)(?:, check duration: .*|\. \d+ active .*)?$/;

export const kind: RuleKind = {
  kind: "server-down",
  severity: "error",
  // What stands in the files is nearer to the cause.
  rank: 70,
  needs: "node",
  follows: ["haproxy/server-port-closed", "haproxy/server-nowhere", "haproxy/unknown-keyword"],
  source: "HAProxy Configuration Manual 2.6, 8.1 and option log-health-checks",
  breaks: (step) =>
    stepHas(step, { checks: ["balance", "served-by", "outage", "impaired", "broken"] }),
  find: (facts) => stillBad(loggedOn(facts), { bad, good }).map(foundIn),
};
