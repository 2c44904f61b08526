import { type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { candidatesOf, findAt, saidBy, standbyName, syncNamesOf } from "../config/servers.ts";

/** Enough are left, but the primary has to give up the first one before. */
export const kind: RuleKind = {
  kind: "first-waits",
  severity: "warning",
  rank: 34,
  needs: "files",
  source: "PostgreSQL 15, 20.6.2 (FIRST and ANY), 20.6.1 (wal_sender_timeout)",
  breaks: (step) => stepHas(step, { formulas: ["postgresql-standby-dies"] }),
  find: (facts) =>
    findAt(facts, "synchronous_standby_names", (server, all) => {
      const names = syncNamesOf(server);
      const [first, ...others] = candidatesOf(server, all);
      if (names?.method !== "first" || !first || others.length < names.count) return undefined;
      return { first: standbyName(first), timeout: saidBy(server, "wal_sender_timeout") || "60s" };
    }),
};
