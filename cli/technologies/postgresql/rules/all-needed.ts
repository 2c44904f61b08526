import { type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { candidatesOf, findAt, syncNamesOf } from "../config/servers.ts";

export const kind: RuleKind = {
  kind: "all-needed",
  severity: "error",
  rank: 32,
  needs: "files",
  source: "PostgreSQL 15, 27.2.8.3: commits wait for ever while too few answer",
  breaks: (step) => stepHas(step, { formulas: ["postgresql-standby-dies"], faults: ["lag"] }),
  find: (facts) =>
    findAt(facts, "synchronous_standby_names", (server, all) => {
      const names = syncNamesOf(server);
      const count = candidatesOf(server, all).length;
      return names && count > 0 && names.count === count ? { count } : undefined;
    }),
};
