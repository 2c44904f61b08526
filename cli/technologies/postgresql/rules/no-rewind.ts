import { type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { isOn } from "../config/conf.ts";
import { findAt, saidBy } from "../config/servers.ts";

/** Data checksums would do as well; the lab's servers have none. */
export const kind: RuleKind = {
  kind: "no-rewind",
  severity: "error",
  rank: 36,
  needs: "files",
  source: "PostgreSQL 15, pg_rewind: wal_log_hints or data checksums",
  breaks: (step) => stepHas(step, { faults: ["lag"] }),
  find: (facts) =>
    findAt(facts, "wal_log_hints", (server) => {
      const rewinds = /^[^#]*\bpg_rewind\b/m.test(server.hook?.text ?? "");
      return rewinds && !isOn(saidBy(server, "wal_log_hints")) ? {} : undefined;
    }),
};
