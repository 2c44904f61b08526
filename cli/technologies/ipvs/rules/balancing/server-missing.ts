import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import type { Service } from "../../config/services.ts";
import { sureDirectors } from "../../directors.ts";
import { askedIn, asks, backendsOf, together, wordPlace } from "../../world.ts";

/** Names of the servers that a check of `balance` names. */
function namedIn(servers: unknown): string[] {
  return typeof servers === "object" && servers !== null ? Object.keys(servers) : [];
}

export const kind: RuleKind = {
  kind: "server-missing",
  severity: "error",
  rank: 18,
  needs: "files",
  source: "keepalived.conf(5), real_server",
  breaks: (step, { args }, facts) =>
    asks(facts, step, { service: args["service"], checks: ["balance"] }),
  find(facts) {
    const backends = backendsOf(facts);
    const has = (service: Service, name: string) =>
      backends.some((one) => one.service === service && one.node.name === name);
    // A server by an address that no link has: some node may have been given it.
    const services = sureDirectors(facts)
      .flatMap((one) => one.services)
      .filter(
        (one) => backends.filter(({ service }) => service === one).length === one.servers.length,
      );
    const found = askedIn(facts, "balance").flatMap(({ name, spec }): Found[] =>
      services
        .filter((service) => service.name === name)
        .flatMap((service) =>
          namedIn(spec["servers"])
            .filter((server) => !has(service, server))
            .map((server) => ({
              where: [wordPlace(service, service.at)],
              args: { service: name, server },
            })),
        ),
    );
    return together(found);
  },
};
