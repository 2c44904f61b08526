import type { RuleKind } from "../../../core/kinds/rule.ts";
import { sizeMiB } from "../config/conf.ts";
import { findAt, saidBy } from "../config/servers.ts";

export const kind: RuleKind = {
  kind: "slot-unbounded",
  severity: "hint",
  rank: 60,
  needs: "files",
  source: "PostgreSQL 15, 20.6.1 (max_slot_wal_keep_size), 27.2.6",
  find: (facts) =>
    findAt(facts, "max_slot_wal_keep_size", (server) => {
      const slot = saidBy(server, "primary_slot_name");
      const most = sizeMiB(saidBy(server, "max_slot_wal_keep_size"));
      return slot !== "" && most !== undefined && most < 0 ? { slot } : undefined;
    }),
};
