import { type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { findAt, saidBy, syncNamesOf } from "../config/servers.ts";

/** As config.sgml has them; `on` and its other spellings wait. */
const alone = /^(?:local|off|false|no|0)$/i;

export const kind: RuleKind = {
  kind: "commit-not-waiting",
  severity: "error",
  rank: 28,
  needs: "files",
  source: "PostgreSQL 15, 20.5.1 (synchronous_commit)",
  breaks: (step) => stepHas(step, { checks: ["acknowledged-lost"] }),
  find: (facts) =>
    findAt(facts, "synchronous_commit", (server) => {
      const value = saidBy(server, "synchronous_commit");
      return syncNamesOf(server) && alone.test(value) ? { value } : undefined;
    }),
};
