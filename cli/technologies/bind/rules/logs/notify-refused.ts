import { foundIn, stillBad } from "../../../../core/kinds/logged.ts";
import type { Facts, RuleKind } from "../../../../core/kinds/rule.ts";
import { limitsOf } from "../../config/demands.ts";
import { nodeAt, serverOn } from "../../config/network.ts";
import { zonesNamed } from "../../config/server.ts";
import { loggedOn } from "../../logged.ts";

/** Of zone.c, 9.18: group 1 is the zone, 2 the address that it came from. */
const bad = /^zone (\S+?)\/IN[^:]*: refused notify from non-(?:primary|master): (\S+?)#\d+/;
const good = /^zone (\S+?)\/IN[^:]*: notify from \S+: serial \d+/;

/** Secondaries tell each other, too (notify yes), and that is refused as it should be. */
function isPrimary(facts: Facts, [, zone = "", address = ""]: RegExpExecArray): boolean {
  const node = nodeAt(facts, address);
  const server = node && serverOn(facts, node.name);
  return server !== undefined && zonesNamed(server, zone).some(({ type }) => type === "primary");
}

export const kind: RuleKind = {
  kind: "notify-refused",
  severity: "error",
  rank: 55,
  needs: "node",
  follows: ["bind/no-primaries", "bind/two-primaries"],
  source: "RFC 1996 3.10; BIND 9.18 ARM, allow-notify, notify-source",
  breaks: (step, _, facts) => limitsOf(facts, "dns-notify").some((limit) => limit.step === step.id),
  find: (facts) =>
    stillBad(loggedOn(facts), { bad, good })
      .filter(({ match }) => isPrimary(facts, match))
      .map(foundIn),
};
