import type { RuleKind } from "../../../core/kinds/rule.ts";
import { hostsOf } from "../config/conninfo.ts";
import { conninfoOf, findAt } from "../config/servers.ts";

export const kind: RuleKind = {
  kind: "primary-unknown",
  severity: "error",
  rank: 12,
  needs: "files",
  source: "PostgreSQL 15, 20.6.3 (primary_conninfo)",
  find(facts) {
    const known = new Set(
      facts.nodes.flatMap(({ name, links }) => [name, ...links.map(({ address }) => address)]),
    );
    return findAt(facts, "primary_conninfo", (server) => {
      const conninfo = conninfoOf(server);
      const stranger = conninfo && hostsOf(conninfo).find((host) => !known.has(host));
      return stranger === undefined ? undefined : { host: stranger };
    });
  },
};
