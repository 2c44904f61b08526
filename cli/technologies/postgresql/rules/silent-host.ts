import { type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { hostsOf } from "../config/conninfo.ts";
import { conninfoOf, findAt } from "../config/servers.ts";

/**
 * A standby's receiver does not heed connect_timeout (libpqwalreceiver.c of 15, libpqrcv_connect), so TCP decides: until ARP has
 * forgotten the node, some 40 s, and behind a router the whole of tcp_syn_retries, 127 s.
 */
export const kind: RuleKind = {
  kind: "silent-host",
  severity: "error",
  rank: 27,
  needs: "files",
  source: "PostgreSQL 15, 34.1.2 (tcp_user_timeout), libpqwalreceiver.c; tcp(7)",
  breaks: (step) => stepHas(step, { faults: ["lag"] }),
  find: (facts) =>
    findAt(facts, "primary_conninfo", (server) => {
      const conninfo = conninfoOf(server);
      const [first, ...more] = conninfo ? hostsOf(conninfo) : [];
      const waitMs = Number(conninfo?.get("tcp_user_timeout") ?? 0);
      return first !== undefined && more.length > 0 && waitMs === 0 ? { first } : undefined;
    }),
};
