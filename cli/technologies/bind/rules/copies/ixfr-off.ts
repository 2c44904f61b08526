import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Clause, placeOf } from "../../config/clauses.ts";
import { measuresOf, type Wanted } from "../../config/demands.ts";
import { transfersOf } from "../../config/network.ts";
import { unread } from "../../config/said.ts";
import { clauseIn, isOn, type Server, settingOf, type Zone } from "../../config/server.ts";

/** For one server, else for the zone. */
function off(zone: Zone, other: Server, name: string): Clause | undefined {
  const addresses = other.node.links.map(({ address }) => address);
  const servers = [...(zone.view?.clauses ?? []), ...zone.server.clauses].filter(
    (clause) => clause.name === "server" && addresses.includes(clause.words[0] ?? ""),
  );
  const own = servers.map((server) => clauseIn(server, name)).find(Boolean);
  const clause = own ?? settingOf(zone, name);
  return isOn(clause?.words[0]) === false ? clause : undefined;
}

function foundIn(facts: Facts, { spec, step }: Wanted): Found[] {
  const transfer = transfersOf(facts).find(
    ({ secondary, source }) =>
      secondary.name === spec["zone"] &&
      secondary.server.node.name === spec["to"] &&
      source.server.node.name === spec["from"],
  );
  if (!transfer) return [];
  const { secondary, source } = transfer;
  const asks = off(secondary, source.server, "request-ixfr");
  const gives = off(source, secondary.server, "provide-ixfr");
  const clause = asks ?? gives;
  if (!clause) return [];
  const who = (asks ? secondary : source).server.node.name;
  const does = asks ? phrase`never asks for differences` : phrase`never gives differences`;
  const args = { who, does, zone: secondary.name, statement: `${clause.name} no`, steps: step };
  return [{ where: [placeOf(clause)], args }];
}

export const kind: RuleKind = {
  kind: "ixfr-off",
  severity: "error",
  rank: 50,
  needs: "files",
  follows: unread,
  source: "RFC 1995; BIND 9.18 ARM, request-ixfr, provide-ixfr",
  breaks: (step, { args }) => args["steps"] === step.id,
  find: (facts) =>
    measuresOf(facts, "transfer-kind")
      .filter(({ is }) => is === "IXFR")
      .flatMap((wanted) => foundIn(facts, wanted)),
};
