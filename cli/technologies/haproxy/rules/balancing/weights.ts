import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../meaning/balancers.ts";
import { breaksNamed, together } from "../../meaning/findings.ts";
import { activeServers, algorithmOf, settingOf } from "../../meaning/proxies.ts";
import {
  isByWeight,
  offBy,
  ratioOf,
  sameServers,
  sharesOf,
  wantedOf,
  weightsOf,
} from "../../meaning/shares.ts";
import { byBackend, type Served, waysOf } from "../../meaning/ways.ts";

/** The lab wants servers to share by what they can do; where it wants them in turn, or by weights: here. */
function foundIn(facts: Facts, { backend, balancer, ways }: Served) {
  const servers = activeServers(backend);
  const weights = weightsOf(facts, servers);
  if (!weights || !isByWeight(backend)) return [];
  const shares = sharesOf(weights);
  const wanted = ways
    .flatMap(({ ask }) => wantedOf(facts, ask))
    .filter((one) => !one.parallel || new Set(one.shares.values()).size === 1);
  return wanted
    .filter((one) => sameServers(shares, one) && offBy(shares, one) > one.tolerance)
    .slice(0, 1)
    .map((one) => {
      const weighted = servers.find(({ options }) => options.has("weight")) ?? servers[0];
      const directive = weighted?.directive ?? settingOf(backend, "balance") ?? backend.head;
      return {
        places: [placeOf(balancer, directive)],
        args: {
          backend: `${backend.kind} ${backend.name}`,
          algorithm: algorithmOf(backend),
          ratio: ratioOf(weights, one),
          wanted: one.ratio,
          servers: [...one.shares.keys()].join(", "),
          steps: one.step,
        },
      };
    });
}

export const kind: RuleKind = {
  kind: "weights",
  severity: "error",
  rank: 50,
  needs: "files",
  follows: ["haproxy/server-twice", "haproxy/server-missing"],
  source: "HAProxy configuration manual 2.6, 5.2 weight",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(byBackend(waysOf(facts)).flatMap((served) => foundIn(facts, served))),
};
