import { type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { sizeMiB } from "../config/conf.ts";
import { findAt, saidBy } from "../config/servers.ts";

export const kind: RuleKind = {
  kind: "nothing-kept",
  severity: "error",
  rank: 44,
  needs: "files",
  source: "PostgreSQL 15, 20.6.1 (wal_keep_size), 27.2.6 (slots)",
  breaks: (step) => stepHas(step, { faults: ["standby-away", "lag"] }),
  find: (facts) =>
    findAt(facts, "wal_keep_size", (server, all) => {
      const slots = all.some((one) => saidBy(one, "primary_slot_name") !== "");
      const kept = sizeMiB(saidBy(server, "wal_keep_size"));
      return kept === 0 && !slots ? {} : undefined;
    }),
};
