import { nearest } from "../../../../core/base/nearest.ts";
import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Balancer, balancersOf, placeOf } from "../../meaning/balancers.ts";
import { breaksNamed, stepsAsking, together } from "../../meaning/findings.ts";
import { usesIn } from "../../meaning/names.ts";
import { predefinedAcls } from "../../syntax/keywords.ts";

/** More of them are noise, and not worth the search for near names. */
const most = 20;

function foundIn(facts: Facts, balancer: Balancer) {
  const uses = usesIn(balancer);
  const byName = Map.groupBy(uses, ({ what, name }) => `${what} ${name}`);
  return [...byName.values()].slice(0, most).flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const { what, name, known } = first;
    const lines = new Map(all.map(({ directive }) => [directive.line, directive]));
    const args = {
      what,
      name,
      known: known.filter((one) => !predefinedAcls.has(one)).join(", ") || phrase`none`,
      near: nearest(name, known)[0] ?? name,
      steps: stepsAsking(facts.plan),
    };
    return [{ places: [...lines.values()].map((one) => placeOf(balancer, one)), args }];
  });
}

export const kind: RuleKind = {
  kind: "name-unknown",
  severity: "error",
  rank: 10,
  needs: "files",
  source:
    "HAProxy configuration manual 2.6, 4.2 (default_backend, use_backend, stick-table), 5.2 track, 6.2, 7.1",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(balancersOf(facts).flatMap((balancer) => foundIn(facts, balancer))),
};
