import type { Facts, Found, NodeFacts, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Balancer, balancersOf, placeOf } from "../../meaning/balancers.ts";
import type { Bind } from "../../meaning/binds.ts";
import { breaksNamed, stepsAsking, together } from "../../meaning/findings.ts";
import { isFrontend } from "../../meaning/proxies.ts";

function isHere({ links, sysctls }: NodeFacts, { address, transparent }: Bind): boolean {
  return (
    address === undefined ||
    transparent ||
    address.startsWith("127.") ||
    links.some((link) => link.address === address) ||
    sysctls["net.ipv4.ip_nonlocal_bind"] === "1"
  );
}

function foundIn(facts: Facts, balancer: Balancer) {
  const binds = balancer.proxies.filter(isFrontend).flatMap((one) => one.binds);
  return binds
    .filter((bind) => !isHere(balancer.node, bind))
    .map(({ address = "", from, directive }) => ({
      places: [placeOf(balancer, directive, 1)],
      args: { address, port: from, steps: stepsAsking(facts.plan) },
    }));
}

export const kind: RuleKind = {
  kind: "bind-address-not-here",
  severity: "error",
  rank: 15,
  needs: "files",
  source: "Linux ip-sysctl, ip_nonlocal_bind; HAProxy configuration manual 2.6, 5.1 transparent",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(balancersOf(facts).flatMap((balancer) => foundIn(facts, balancer))),
};
