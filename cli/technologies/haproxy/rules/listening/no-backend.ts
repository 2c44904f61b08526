import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../meaning/balancers.ts";
import { breaksNamed, list, stepsOf, together } from "../../meaning/findings.ts";
import type { ProxySection } from "../../meaning/proxies.ts";
import { leadsNowhere, type Way, waysOf } from "../../meaning/ways.ts";

/** Whoever answers by itself needs no backend. */
const answering =
  /^(redirect|stats|monitor-uri|monitor-net|http-request (return|redirect|deny|use-service|silent-drop))\b/;

function answersItself({ directives }: ProxySection): boolean {
  return directives.some(({ words }) => answering.test(words.slice(0, 2).join(" ")));
}

function foundFor(facts: Facts, ways: readonly Way[]) {
  const [first] = ways;
  if (!first) return [];
  const { frontend, balancer } = first;
  return [
    {
      places: [placeOf(balancer, frontend.head)],
      args: {
        frontend: frontend.name,
        asked: list(ways.map(({ ask }) => ask.path ?? ask.text)),
        steps: stepsOf(facts.plan, ways),
      },
    },
  ];
}

export const kind: RuleKind = {
  kind: "no-backend",
  severity: "error",
  rank: 22,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 4.2 default_backend",
  breaks: breaksNamed,
  find(facts): readonly Found[] {
    const lost = waysOf(facts).filter(
      ({ frontend, ask }) => leadsNowhere(frontend, ask) && !answersItself(frontend),
    );
    const groups = Map.groupBy(lost, ({ balancer, frontend }) => {
      return `${balancer.node.name} ${frontend.name}`;
    });
    return together([...groups.values()].flatMap((ways) => foundFor(facts, ways)));
  },
};
