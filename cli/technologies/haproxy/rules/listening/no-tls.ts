import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { askerOf, expectedOf } from "../../meaning/asks.ts";
import { placeOf } from "../../meaning/balancers.ts";
import { breaksNamed, named, together } from "../../meaning/findings.ts";
import { type Way, waysOf } from "../../meaning/ways.ts";

function foundIn(facts: Facts, { ask, balancer, frontend, bind }: Way) {
  if (!ask.tls || bind.tls) return [];
  const args = {
    frontend: frontend.name,
    asked: ask.text,
    host: new URL(ask.text).hostname,
    address: ask.address ?? "",
    port: ask.port,
    client: askerOf(ask),
    steps: named(expectedOf(facts.plan, ask).map(({ step }) => step)),
  };
  return [{ places: [placeOf(balancer, bind.directive)], args }];
}

export const kind: RuleKind = {
  kind: "no-tls",
  severity: "error",
  rank: 50,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 5.1 ssl and crt",
  breaks: breaksNamed,
  find: (facts): readonly Found[] => together(waysOf(facts).flatMap((way) => foundIn(facts, way))),
};
