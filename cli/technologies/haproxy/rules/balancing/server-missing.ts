import { parseAddress } from "../../../../core/base/address.ts";
import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import type { Ask } from "../../meaning/asks.ts";
import { expectedOf } from "../../meaning/asks.ts";
import { placeOf } from "../../meaning/balancers.ts";
import { nodeOf } from "../../meaning/dead-server.ts";
import { breaksNamed, list, together } from "../../meaning/findings.ts";
import { activeServers, type ProxySection } from "../../meaning/proxies.ts";
import { weightOf } from "../../meaning/servers.ts";
import { wantedOf } from "../../meaning/shares.ts";
import { byBackend, type Served, waysOf } from "../../meaning/ways.ts";

interface Needed {
  readonly node: string;
  readonly step: string;
}

/** The servers that have to answer, by the lab's checks. */
function neededOf(facts: Facts, ask: Ask): Needed[] {
  const shared = wantedOf(facts, ask).flatMap(({ shares, step }) =>
    [...shares].filter(([, share]) => share > 0).map(([node]) => ({ node, step })),
  );
  const served = expectedOf(facts.plan, ask, "served-by").flatMap(({ spec, step }) =>
    [spec["servers"]].flat().map((node) => ({ node: String(node), step: step.id })),
  );
  return [...shared, ...served];
}

/** The nodes that get requests; undefined: somebody else may be among them. */
function nodesBehind(facts: Facts, backend: ProxySection): ReadonlySet<string> | undefined {
  if (backend.openEnded) return undefined;
  const used = activeServers(backend).filter((server) => weightOf(server) > 0);
  // Another name may be a node's as well; an address that no node has is nobody's.
  const nodes = used.map((server) => ({ server, node: nodeOf(facts, server)?.name }));
  const isOpen = nodes.some(
    ({ server, node }) =>
      server.unsure || (node === undefined && parseAddress(server.host) === undefined),
  );
  return isOpen ? undefined : new Set(nodes.flatMap(({ node }) => node ?? []));
}

function foundIn(facts: Facts, { backend, balancer, ways }: Served) {
  const behind = nodesBehind(facts, backend);
  if (!behind) return [];
  const needed = ways.flatMap(({ ask }) => neededOf(facts, ask));
  const missing = needed.filter(({ node }) => !behind.has(node));
  const [first] = missing;
  if (!first) return [];
  const idle = backend.servers.find((server) => nodeOf(facts, server)?.name === first.node);
  const node = facts.nodes.find(({ name }) => name === first.node);
  const directive = idle?.directive ?? backend.servers.at(-1)?.directive ?? backend.head;
  const args = {
    backend: backend.name,
    servers: list(missing.map((one) => one.node)),
    has: list(behind) || phrase`no server`,
    address: node?.links[0]?.address ?? "",
    steps: list(missing.map(({ step }) => step)).replaceAll(",", ""),
  };
  return [{ places: [placeOf(balancer, directive)], args }];
}

export const kind: RuleKind = {
  kind: "server-missing",
  severity: "error",
  rank: 25,
  needs: "files",
  follows: ["haproxy/server-nowhere"],
  source: "HAProxy configuration manual 2.6, 4.2 server",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(byBackend(waysOf(facts)).flatMap((served) => foundIn(facts, served))),
};
