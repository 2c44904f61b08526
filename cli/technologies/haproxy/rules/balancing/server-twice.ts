import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../meaning/balancers.ts";
import { breaksNamed, list, together } from "../../meaning/findings.ts";
import { activeServers } from "../../meaning/proxies.ts";
import type { Server } from "../../meaning/servers.ts";
import { isByWeight, offBy, sharesOf, wantedOf, weightsOf } from "../../meaning/shares.ts";
import { byBackend, type Served, waysOf } from "../../meaning/ways.ts";

function placeKey({ host, port }: Server): string {
  return `${host}:${port ?? ""}`;
}

/** Twice the same place, and for that it gets too much. */
function foundIn(facts: Facts, { backend, balancer, ways }: Served) {
  const active = activeServers(backend).filter(({ unsure }) => !unsure);
  const twins = [...Map.groupBy(active, placeKey).values()].filter(({ length }) => length > 1);
  const weights = weightsOf(facts, active);
  if (twins.length === 0 || !weights || !isByWeight(backend)) return [];
  const shares = sharesOf(weights);
  const steps = ways.flatMap(({ ask }) =>
    wantedOf(facts, ask).flatMap((wanted) =>
      offBy(shares, wanted) > wanted.tolerance ? [wanted.step] : [],
    ),
  );
  if (steps.length === 0) return [];
  return twins.map((same) => ({
    places: same.map(({ directive }) => placeOf(balancer, directive)).toReversed(),
    args: {
      backend: backend.name,
      servers: list(same.map(({ name }) => name)),
      count: same.length,
      address: same.map(placeKey)[0] ?? "",
      steps: list(steps).replaceAll(",", ""),
    },
  }));
}

export const kind: RuleKind = {
  kind: "server-twice",
  severity: "error",
  rank: 26,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 4.2 server and balance",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(byBackend(waysOf(facts)).flatMap((served) => foundIn(facts, served))),
};
