import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { backendsOf, methodPlace, together, usesServices, wordPlace } from "../../world.ts";

export const kind: RuleKind = {
  kind: "port-cannot-change",
  severity: "error",
  rank: 22,
  needs: "files",
  source: "ipvsadm(8): gatewaying and ipip keep the port of the virtual service",
  breaks: usesServices,
  find(facts) {
    const found = backendsOf(facts).flatMap((one): Found[] => {
      const { service, server, method = "" } = one;
      if ((method !== "DR" && method !== "TUN") || server.port === service.port) return [];
      if (server.port === 0 || service.port === 0) return [];
      const where = [wordPlace(service, server.at), methodPlace(one)];
      return [{ where, args: { method, port: server.port, service: service.port } }];
    });
    return together(found);
  },
};
