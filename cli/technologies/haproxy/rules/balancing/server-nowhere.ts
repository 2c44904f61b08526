import { contains, parseAddress, parseSubnet } from "../../../../core/base/address.ts";
import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../meaning/balancers.ts";
import { nodeOf } from "../../meaning/dead-server.ts";
import { breaksNamed, stepsOf, together } from "../../meaning/findings.ts";
import { activeServers } from "../../meaning/proxies.ts";
import type { Server } from "../../meaning/servers.ts";
import { byBackend, type Served, waysOf } from "../../meaning/ways.ts";

/** In one of the lab's networks, and nobody's there: no node has it, and none is to share it. */
function isNowhere(facts: Facts, server: Server): boolean {
  const address = parseAddress(server.host);
  if (server.unsure || address === undefined || nodeOf(facts, server)) return false;
  const shared = facts.plan.probes.some((probe) => probe.address === server.host);
  const subnets = facts.plan.segments.map(({ subnet }) => parseSubnet(subnet));
  return !shared && subnets.some((subnet) => subnet !== undefined && contains(subnet, address));
}

function foundIn(facts: Facts, { backend, balancer, ways }: Served) {
  return activeServers(backend)
    .filter((server) => isNowhere(facts, server))
    .map(({ name, host, directive }) => {
      const role = facts.nodes.filter((node) =>
        backend.servers.some((one) => nodeOf(facts, one) === node),
      );
      const near = facts.nodes.find((node) => node.name === name) ?? role[0];
      const args = {
        server: name,
        backend: backend.name,
        address: host,
        meant: near
          ? phrase`${near.name} has ${near.links[0]?.address ?? ""}`
          : phrase`its nodes have others`,
        steps: stepsOf(facts.plan, ways),
      };
      return { places: [placeOf(balancer, directive, 2)], args };
    });
}

export const kind: RuleKind = {
  kind: "server-nowhere",
  severity: "error",
  rank: 24,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 4.2 server",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(byBackend(waysOf(facts)).flatMap((served) => foundIn(facts, served))),
};
