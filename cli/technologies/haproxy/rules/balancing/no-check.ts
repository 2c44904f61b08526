import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Ask, expectedOf, silences } from "../../meaning/asks.ts";
import { placeOf } from "../../meaning/balancers.ts";
import { isHidden, nodeOf } from "../../meaning/dead-server.ts";
import { breaksNamed, list, named, together } from "../../meaning/findings.ts";
import { activeServers } from "../../meaning/proxies.ts";
import { isLookedAfter, type Server } from "../../meaning/servers.ts";
import { byBackend, type Served, waysOf } from "../../meaning/ways.ts";

/** Checks that see a server that does not answer. */
const seeing: ReadonlySet<unknown> = new Set([
  ...["outage", "lost", "impaired", "served-by", "failing", "broken"],
]);

/** The steps in which this server dies and those who ask notice. */
function stepsFor(facts: Facts, ask: Ask, servers: readonly Server[]) {
  const nodes = servers.flatMap((server) => nodeOf(facts, server)?.name ?? []);
  return expectedOf(facts.plan, ask)
    .filter(
      ({ spec, step }) => seeing.has(spec["check"]) && nodes.some((one) => silences(step, one)),
    )
    .map(({ step }) => step);
}

function foundIn(facts: Facts, { backend, balancer, ways }: Served) {
  const blind = activeServers(backend).filter((server) => !isLookedAfter(server));
  if (blind.length === 0 || activeServers(backend).length < 2) return [];
  const steps = ways
    .filter(({ ask }) => ask.by === "probe" && !isHidden(backend, ask))
    .flatMap(({ ask }) => stepsFor(facts, ask, blind));
  if (steps.length === 0) return [];
  const places = blind.map(({ directive }) => placeOf(balancer, directive));
  const servers = list(blind.map(({ name }) => name));
  return [{ places, args: { backend: backend.name, servers, steps: named(steps) } }];
}

export const kind: RuleKind = {
  kind: "no-check",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 5.2 check",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(byBackend(waysOf(facts)).flatMap((served) => foundIn(facts, served))),
};
