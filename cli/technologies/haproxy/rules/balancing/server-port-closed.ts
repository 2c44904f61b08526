import type { Facts, Found, NodeFacts, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../meaning/balancers.ts";
import { nodeOf } from "../../meaning/dead-server.ts";
import { breaksNamed, stepsOf, together } from "../../meaning/findings.ts";
import { activeServers } from "../../meaning/proxies.ts";
import { byBackend, type Served, waysOf } from "../../meaning/ways.ts";

/** `listen 80;`, `listen 10.0.0.1:80 default_server;` of nginx. */
const listen = /^\s*listen\s+(?:\S*:)?(\d+)[\s;]/gm;

/** The ports of a node that runs nginx and nothing else that answers; undefined: they are not known. */
function portsOf({ services, files }: NodeFacts): ReadonlySet<number> | undefined {
  if (services.length !== 1 || services[0] !== "nginx") return undefined;
  const texts = [...files.values()].filter(({ path }) => path.startsWith("/etc/nginx/"));
  const ports = texts.flatMap(({ text }) =>
    [...text.matchAll(listen)].map(([, port]) => Number(port)),
  );
  return ports.length > 0 ? new Set(ports) : undefined;
}

function foundIn(facts: Facts, { backend, balancer, ways }: Served) {
  return activeServers(backend).flatMap((server) => {
    const node = nodeOf(facts, server);
    const ports = node && portsOf(node);
    if (!ports || server.port === undefined || ports.has(server.port)) return [];
    const args = {
      server: node.name,
      backend: backend.name,
      port: server.port,
      listens: [...ports].join(", "),
      steps: stepsOf(facts.plan, ways),
    };
    return [{ places: [placeOf(balancer, server.directive, 2)], args }];
  });
}

export const kind: RuleKind = {
  kind: "server-port-closed",
  severity: "error",
  rank: 24,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 4.2 server",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(byBackend(waysOf(facts)).flatMap((served) => foundIn(facts, served))),
};
