import { type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { findAt, syncNamesOf } from "../config/servers.ts";

export const kind: RuleKind = {
  kind: "asynchronous",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "PostgreSQL 15, 20.6.2 (synchronous_standby_names), 27.2.8",
  breaks: (step) => stepHas(step, { checks: ["acknowledged-lost"] }),
  find: (facts) =>
    findAt(facts, "synchronous_standby_names", (server) => (syncNamesOf(server) ? undefined : {})),
};
