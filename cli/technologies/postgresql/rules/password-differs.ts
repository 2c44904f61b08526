import type { RuleKind } from "../../../core/kinds/rule.ts";
import { conninfoOf, findAt } from "../config/servers.ts";

/** Passwords are not said. */
export const kind: RuleKind = {
  kind: "password-differs",
  severity: "error",
  rank: 14,
  needs: "files",
  source: "PostgreSQL 15, 34.1.2 (password)",
  find: (facts) =>
    findAt(facts, "primary_conninfo", (server) => {
      const [given, wanted] = [conninfoOf(server)?.get("password"), server.cluster["PASSWORD"]];
      return given !== undefined && wanted !== undefined && given !== wanted ? {} : undefined;
    }),
};
