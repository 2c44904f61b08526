import { type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { hostsOf } from "../config/conninfo.ts";
import { conninfoOf, findAt, isStandby } from "../config/servers.ts";

export const kind: RuleKind = {
  kind: "follows-one-only",
  severity: "error",
  rank: 24,
  needs: "files",
  source: "PostgreSQL 15, 34.1.1.3 (several hosts), 27.3",
  breaks: (step) => stepHas(step, { faults: ["lag", "switchover"] }),
  find: (facts) =>
    findAt(facts, "primary_conninfo", (server) => {
      const conninfo = conninfoOf(server);
      const [host, ...more] = conninfo ? hostsOf(conninfo) : [];
      const first = facts.nodes.find(({ name }) => name === server.cluster["PRIMARY"]);
      const names = [first?.name, ...(first?.links ?? []).map(({ address }) => address)];
      return isStandby(server) && more.length === 0 && host && names.includes(host)
        ? { host }
        : undefined;
    }),
};
