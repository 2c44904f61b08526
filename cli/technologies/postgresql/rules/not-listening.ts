import type { RuleKind } from "../../../core/kinds/rule.ts";
import { findAt, saidBy } from "../config/servers.ts";

export const kind: RuleKind = {
  kind: "not-listening",
  severity: "error",
  rank: 8,
  needs: "files",
  source: "PostgreSQL 15, 20.3.1 (listen_addresses)",
  find: (facts) =>
    findAt(facts, "listen_addresses", (server) => {
      const value = saidBy(server, "listen_addresses");
      const own = [server.node.name, ...server.node.links.map(({ address }) => address)];
      const heard = value.split(",").some((one) => {
        const address = one.trim();
        return address === "*" || address === "0.0.0.0" || own.includes(address);
      });
      return heard ? undefined : { value };
    }),
};
