import type { RuleKind } from "../../../core/kinds/rule.ts";
import { hostsOf } from "../config/conninfo.ts";
import { conninfoOf, findAt } from "../config/servers.ts";

/**
 * Linux gives up a SYN after tcp_syn_retries doublings: 127 s. On the own segment ARP gives up first, after some 3 s.
 */
export const kind: RuleKind = {
  kind: "no-connect-timeout",
  severity: "hint",
  rank: 62,
  needs: "files",
  source: "PostgreSQL 15, 34.1.2 (connect_timeout); tcp(7), tcp_syn_retries",
  find: (facts) =>
    findAt(facts, "primary_conninfo", (server) => {
      const conninfo = conninfoOf(server);
      const [first, ...more] = conninfo ? hostsOf(conninfo) : [];
      const seconds = Number(conninfo?.get("connect_timeout") ?? 0);
      return first !== undefined && more.length > 0 && seconds === 0 ? { first } : undefined;
    }),
};
