import { phrase } from "../../../../core/kinds/phrase.ts";
import { type Facts, type Found, type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../config/clauses.ts";
import { isHeld } from "../../config/held.ts";
import { nodeAt, serverOn } from "../../config/network.ts";
import { remotesOf } from "../../config/remotes.ts";
import { listed, unread } from "../../config/said.ts";
import { clauseIn, serversOf, type Zone, zonesNamed } from "../../config/server.ts";

/** Why nobody at this address gives the zone; undefined: somebody may. */
function whyNot(facts: Facts, zone: Zone, address: string): string | undefined {
  if (address.includes(":")) return undefined;
  const node = nodeAt(facts, address);
  if (!node) return isHeld(facts, address) ? undefined : phrase`no machine has ${address}`;
  if (node === zone.server.node) return `${address} is ${node.name} itself`;
  const server = serverOn(facts, node.name);
  if (!server)
    return node.services.includes("bind9")
      ? undefined
      : phrase`${node.name} (${address}) runs no named`;
  if (zonesNamed(server, zone.name).length > 0) return undefined;
  return phrase`${node.name} (${address}) does not have the zone`;
}

function foundIn(facts: Facts, zone: Zone): Found[] {
  const clause = clauseIn(zone.clause, "primaries", "masters");
  const names = { zone: zone.name, secondary: zone.server.node.name };
  if (!clause) {
    const args = { ...names, why: phrase`no primaries statement says where to copy it from` };
    return [{ where: [placeOf(zone.clause)], args }];
  }
  const { remotes, undefined: unknown } = remotesOf(zone.server, clause);
  if (unknown.length > 0) return [];
  const reasons = remotes.map(({ address }) => whyNot(facts, zone, address));
  if (reasons.includes(undefined)) return [];
  const why =
    listed(reasons.flatMap((reason) => reason ?? [])) || phrase`its list of primaries is empty`;
  return [{ where: [placeOf(clause)], args: { ...names, why } }];
}

export const kind: RuleKind = {
  kind: "no-primaries",
  severity: "error",
  rank: 11,
  needs: "files",
  follows: [...unread, "bind/zone-missing"],
  source: "BIND 9.18 ARM, type secondary, primaries",
  breaks: (step) => stepHas(step, { checks: ["measured", "propagated", "dns-serials"] }),
  find: (facts) =>
    serversOf(facts)
      .flatMap(({ zones }) => zones.filter(({ type }) => type === "secondary"))
      .flatMap((zone) => foundIn(facts, zone)),
};
