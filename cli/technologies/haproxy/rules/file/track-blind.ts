import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Balancer, balancersOf, placeOf } from "../../meaning/balancers.ts";
import { checkedBy } from "../../meaning/dead-server.ts";
import { breaksNamed, list, stepsAsking, together } from "../../meaning/findings.ts";

/** A server believes the checks of another one that makes none: the daemon does not start. */
function foundIn(facts: Facts, balancer: Balancer) {
  const blind = balancer.proxies.flatMap((proxy) =>
    proxy.servers.flatMap((server) => {
      const track = server.options.get("track");
      const followed = track && checkedBy(server, proxy, balancer.proxies);
      const seen = ["check", "agent-check"].some((word) => followed?.options.has(word));
      return !track || !followed || seen ? [] : [{ server, followed, tracked: track.value }];
    }),
  );
  if (blind.length === 0) return [];
  const followed = new Set(blind.map((one) => one.followed));
  const lines = [...followed, ...blind.map(({ server }) => server)];
  const args = {
    tracked: list(blind.map(({ tracked }) => tracked)),
    steps: stepsAsking(facts.plan),
  };
  return [{ places: lines.map(({ directive }) => placeOf(balancer, directive)), args }];
}

export const kind: RuleKind = {
  kind: "track-blind",
  severity: "error",
  rank: 11,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 5.2 track",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(balancersOf(facts).flatMap((balancer) => foundIn(facts, balancer))),
};
