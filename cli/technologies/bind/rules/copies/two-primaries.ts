import { type Facts, type Found, type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../config/clauses.ts";
import { questionsOf, transfersOf } from "../../config/network.ts";
import { unread } from "../../config/said.ts";
import { clauseIn, serversOf, type Zone } from "../../config/server.ts";

/** Where others copy a zone from, and where the lab changes it: that one is the primary. */
function isSource(facts: Facts, { server, name }: Zone): boolean {
  const copied = transfersOf(facts).some(
    ({ source }) => source.server === server && source.name === name,
  );
  const edited = facts.plan.steps.some(({ fault }) => fault?.["node"] === server.node.name);
  return copied || edited;
}

/** All of them are asked for the same names, so they have to say the same. */
function areAsked(facts: Facts, zones: readonly Zone[], name: string): boolean {
  const inZone = (asked: string) => asked === name || asked.endsWith(`.${name}`);
  const asked = questionsOf(facts).filter((question) => inZone(question.name));
  return zones.every(({ server }) => asked.some((question) => question.server === server));
}

function foundIn(facts: Facts, name: string, zones: readonly Zone[]): Found[] {
  const servers = new Set(zones.map(({ server }) => server));
  if (servers.size < 2 || servers.size < zones.length || !areAsked(facts, zones, name)) return [];
  const sources = zones.filter((zone) => isSource(facts, zone));
  const [right] = sources;
  if (!right || sources.length > 1) return [];
  return zones
    .filter((zone) => zone !== right)
    .map((zone) => ({
      where: [placeOf(clauseIn(zone.clause, "type") ?? zone.clause), placeOf(right.clause)],
      args: { zone: name, second: zone.server.node.name, primary: right.server.node.name },
    }));
}

export const kind: RuleKind = {
  kind: "two-primaries",
  severity: "error",
  rank: 10,
  needs: "files",
  follows: unread,
  source: "RFC 1034 4.3.5; BIND 9.18 ARM, type primary",
  breaks: (step) => stepHas(step, { checks: ["measured", "propagated", "dns-serials"] }),
  find(facts) {
    const primaries = serversOf(facts).flatMap(({ zones }) =>
      zones.filter(({ type }) => type === "primary"),
    );
    return [...Map.groupBy(primaries, ({ name }) => name)].flatMap(([name, zones]) =>
      foundIn(facts, name, zones),
    );
  },
};
