import { type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { hostsOf } from "../config/conninfo.ts";
import { conninfoOf, findAt } from "../config/servers.ts";

/** A server that is not up yet refuses, so one that tries itself first goes on to the next: by luck. */
export const kind: RuleKind = {
  kind: "any-server",
  severity: "warning",
  rank: 26,
  needs: "files",
  source: "PostgreSQL 15, 34.1.1.3 (several hosts), 34.1.2 (target_session_attrs: any)",
  breaks: (step) => stepHas(step, { checks: ["identical", "outage"], faults: ["lag"] }),
  find: (facts) =>
    findAt(facts, "primary_conninfo", (server) => {
      const conninfo = conninfoOf(server);
      if (!conninfo || hostsOf(conninfo).length < 2) return undefined;
      const wanted = conninfo.get("target_session_attrs") ?? "any";
      return wanted === "read-write" || wanted === "primary" ? undefined : { wanted };
    }),
};
