import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { hasZone } from "../../config/answers-wanted.ts";
import { type Clause, placeOf } from "../../config/clauses.ts";
import { type Outage, outagesOf } from "../../config/demands.ts";
import { nodeAt, questionsOf } from "../../config/network.ts";
import { remotesOf } from "../../config/remotes.ts";
import { listed, places, unread } from "../../config/said.ts";
import { clauseIn, optionOf, type Server, serversOf, zoneHolding } from "../../config/server.ts";

/** Where a resolver asks for a name: its own zone of such a kind, else its forwarders. */
function waysOf(server: Server, name: string): Clause | undefined {
  const zone = zoneHolding(server, name);
  const own = clauseIn(zone?.clause, "server-addresses", "forwarders", "primaries", "masters");
  return own ?? (zone ? undefined : optionOf(server, "forwarders"));
}

function foundIn(facts: Facts, { node, probe, step }: Outage): Found[] {
  const question = questionsOf(facts).find((one) => one.probe === probe);
  if (!question || question.server.node.name === node || question.server.views.length > 0)
    return [];
  const { server, name } = question;
  const clause = hasZone(server, name) ? undefined : waysOf(server, name);
  if (!clause) return [];
  const asked = remotesOf(server, clause).remotes.map(
    ({ address }) => nodeAt(facts, address)?.name,
  );
  if (asked.length === 0 || asked.some((one) => one !== node)) return [];
  const others = serversOf(facts).filter(
    (one) => one.node.name !== node && one !== server && hasZone(one, name),
  );
  if (others.length === 0) return [];
  const args = {
    resolver: server.node.name,
    only: node,
    others: listed(others.map((one) => one.node.name)),
    ...{ name, probes: probe, steps: step },
  };
  return [{ where: places([placeOf(clause)]), args }];
}

export const kind: RuleKind = {
  kind: "resolver-knows-one",
  severity: "error",
  rank: 43,
  needs: "files",
  follows: unread,
  source: "BIND 9.18 ARM, server-addresses, forwarders",
  breaks: (step, { args }) => args["steps"] === step.id,
  find: (facts) => outagesOf(facts).flatMap((outage) => foundIn(facts, outage)),
};
