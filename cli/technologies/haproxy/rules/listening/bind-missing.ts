import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeIn } from "../../../../core/kinds/rule.ts";
import { type Ask, asksOf, expectedOf } from "../../meaning/asks.ts";
import { type Balancer, placeOf } from "../../meaning/balancers.ts";
import { breaksNamed, list, named, together } from "../../meaning/findings.ts";
import { isFrontend } from "../../meaning/proxies.ts";
import { balancersAsked, boundFor } from "../../meaning/ways.ts";

function foundOn(facts: Facts, balancer: Balancer, ask: Ask) {
  const binds = balancer.proxies.filter(isFrontend).flatMap((one) => one.binds);
  const near = binds.filter(({ from, to }) => ask.port >= from && ask.port <= to);
  const frontend = balancer.proxies.find(isFrontend);
  const directive = (near[0] ?? binds[0])?.directive ?? frontend?.head;
  const steps = expectedOf(facts.plan, ask).map(({ step }) => step);
  return {
    places: [directive ? placeOf(balancer, directive) : placeIn(balancer.file)],
    args: {
      asked: `${ask.address}:${ask.port}`,
      bound:
        list(near.map(({ address }) => `${address ?? "*"}:${ask.port}`)) ||
        phrase`nothing at port ${ask.port}`,
      port: ask.port,
      steps: named(steps),
    },
  };
}

/** One for each place that is asked, however many probes ask there. */
function foundIn(facts: Facts): readonly Found[] {
  const missing = asksOf(facts.plan).flatMap((ask) =>
    balancersAsked(facts, ask)
      .filter((balancer) => boundFor(balancer, ask) === undefined)
      .map((balancer) => ({ balancer, ask })),
  );
  const byPlace = Map.groupBy(missing, ({ balancer, ask }) => `${balancer.node.name} ${ask.port}`);
  const single = [...byPlace.values()].flatMap((all) => {
    const each = all.map(({ balancer, ask }) => foundOn(facts, balancer, ask));
    const steps = list(each.flatMap(({ args }) => args.steps.split(" "))).replaceAll(",", "");
    return each.slice(0, 1).map(({ places, args }) => ({ places, args: { ...args, steps } }));
  });
  return together(single);
}

export const kind: RuleKind = {
  kind: "bind-missing",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 4.2 bind",
  breaks: breaksNamed,
  find: foundIn,
};
