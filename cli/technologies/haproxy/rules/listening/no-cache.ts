import { allOf } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { askerOf, expectedOf, numberOf } from "../../meaning/asks.ts";
import { placeOf } from "../../meaning/balancers.ts";
import { breaksNamed, named, together } from "../../meaning/findings.ts";
import type { ProxySection } from "../../meaning/proxies.ts";
import { type Way, waysOf } from "../../meaning/ways.ts";

const halves = ["http-request cache-use", "http-response cache-store"] as const;

function ruleIn(proxies: readonly ProxySection[], half: string) {
  return proxies
    .flatMap(({ directives }) => directives)
    .find(({ words, prefix }) => prefix === "" && words.slice(0, 2).join(" ") === half);
}

function foundIn(facts: Facts, { ask, balancer, frontend, backend }: Way) {
  if (ask.spec["measure"] !== "cached" || !backend) return [];
  const steps = expectedOf(facts.plan, ask, "measured")
    .filter(({ spec }) => (numberOf(spec["at-least"]) ?? 0) > 0)
    .map(({ step }) => step);
  const rules = halves.map((half) => ruleIn([frontend, backend], half));
  const missing = halves.filter((_, at) => rules[at] === undefined);
  if (steps.length === 0 || missing.length === 0) return [];
  const directive = rules.find((one) => one !== undefined) ?? backend.head;
  const args = {
    backend: backend.name,
    missing: allOf(missing),
    address: ask.address ?? "",
    path: ask.path ?? "",
    client: askerOf(ask),
    steps: named(steps),
  };
  return [{ places: [placeOf(balancer, directive)], args }];
}

export const kind: RuleKind = {
  kind: "no-cache",
  severity: "error",
  rank: 50,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 6.2 Cache usage",
  breaks: breaksNamed,
  find: (facts): readonly Found[] => together(waysOf(facts).flatMap((way) => foundIn(facts, way))),
};
