import { allOf } from "../../../core/kinds/phrase.ts";
import { type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { candidatesOf, findAt, standbyName, syncNamesOf } from "../config/servers.ts";

/** Too few of those that commits wait for are there at all: every commit hangs, from the first one on. */
export const kind: RuleKind = {
  kind: "standby-unknown",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "PostgreSQL 15, 20.6.2: matched with the standby's application_name",
  breaks: (step) => stepHas(step, { checks: ["outage", "acknowledged-lost"] }),
  find: (facts) =>
    findAt(facts, "synchronous_standby_names", (server, all) => {
      const names = syncNamesOf(server);
      if (!names || all.length < 2 || candidatesOf(server, all).length >= names.count)
        return undefined;
      return { names: allOf(names.names), servers: allOf(all.map(standbyName)) };
    }),
};
