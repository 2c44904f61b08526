import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { affinityOf, expectedAt, isShared } from "../../meaning/affinity.ts";
import { askerOf } from "../../meaning/asks.ts";
import { placeOf } from "../../meaning/balancers.ts";
import { breaksNamed, list, named, together } from "../../meaning/findings.ts";
import { algorithmOf } from "../../meaning/proxies.ts";
import { byBackend, type Served, waysOf } from "../../meaning/ways.ts";

function foundIn(facts: Facts, served: Served) {
  const { backend, balancer, ways } = served;
  const steps = expectedAt(facts, served, "affinity").map(({ step }) => step);
  if (steps.length === 0 || !isShared(served) || affinityOf(backend) !== "none") return [];
  const args = {
    backend: backend.name,
    algorithm: algorithmOf(backend),
    address: ways[0]?.ask.address ?? "",
    path: list(ways.flatMap(({ ask }) => ask.path ?? [])),
    client: ways[0] ? askerOf(ways[0].ask) : "",
    steps: named(steps),
  };
  return [{ places: [placeOf(balancer, backend.head)], args }];
}

export const kind: RuleKind = {
  kind: "no-affinity",
  severity: "error",
  rank: 40,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 4.2 cookie and stick on",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(byBackend(waysOf(facts)).flatMap((served) => foundIn(facts, served))),
};
