import type { RuleKind } from "../../../core/kinds/rule.ts";
import { findAt, saidBy } from "../config/servers.ts";

export const kind: RuleKind = {
  kind: "hot-standby-off",
  severity: "error",
  rank: 16,
  needs: "files",
  source: "PostgreSQL 15, 20.6.3 (hot_standby)",
  find: (facts) =>
    findAt(facts, "hot_standby", (server) =>
      /^(?:off|false|no|0)$/i.test(saidBy(server, "hot_standby")) ? {} : undefined,
    ),
};
