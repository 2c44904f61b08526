import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { listenerOn } from "../../listeners.ts";
import { backendsOf, together, usesServices, wordPlace } from "../../world.ts";

/** Checks that ask a port by TCP. */
const askers = ["TCP_CHECK", "HTTP_GET", "SSL_GET"];

export const kind: RuleKind = {
  kind: "check-port-closed",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "keepalived.conf(5), connect_port",
  breaks: usesServices,
  find(facts) {
    const found = backendsOf(facts).flatMap(({ service, server, node }): Found[] =>
      server.checks
        .filter(({ kind: name, port }) => askers.includes(name) && port.value > 0)
        .filter(({ port }) => listenerOn(node, port.value, facts) === null)
        .map(({ port, at }) => ({
          where: [wordPlace(service, port.isGiven ? port.at : at)],
          args: { port: port.value },
        })),
    );
    return together(found);
  },
};
