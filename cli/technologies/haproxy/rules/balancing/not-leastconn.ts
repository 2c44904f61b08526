import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { askerOf } from "../../meaning/asks.ts";
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

/** Several requests at a time, and servers that differ: whoever is quick should get more. */
function foundIn(facts: Facts, { backend, balancer, ways }: Served) {
  const weights = weightsOf(facts, activeServers(backend));
  if (!weights || !isByWeight(backend)) return [];
  const shares = sharesOf(weights);
  return ways
    .flatMap(({ ask }) => wantedOf(facts, ask).map((wanted) => ({ ask, wanted })))
    .filter(({ wanted }) => wanted.parallel && new Set(wanted.shares.values()).size > 1)
    .filter(({ wanted }) => sameServers(shares, wanted) && offBy(shares, wanted) > wanted.tolerance)
    .slice(0, 1)
    .map(({ ask, wanted }) => ({
      places: [placeOf(balancer, settingOf(backend, "balance") ?? backend.head)],
      args: {
        backend: `${backend.kind} ${backend.name}`,
        algorithm: algorithmOf(backend),
        ratio: ratioOf(weights, wanted),
        wanted: wanted.ratio,
        servers: [...wanted.shares.keys()].join(", "),
        asked: ask.text,
        parallel: Number(ask.spec["parallel"]),
        client: askerOf(ask),
        steps: wanted.step,
      },
    }));
}

export const kind: RuleKind = {
  kind: "not-leastconn",
  severity: "error",
  rank: 51,
  needs: "files",
  follows: ["haproxy/server-twice", "haproxy/server-missing"],
  source: "HAProxy configuration manual 2.6, 4.2 balance (leastconn)",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(byBackend(waysOf(facts)).flatMap((served) => foundIn(facts, served))),
};
