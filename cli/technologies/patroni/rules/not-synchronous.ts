import type { RuleKind } from "../../../core/kinds/rule.ts";
import { dynamicOf, foundIn, isOn } from "../meaning/servers.ts";
import { countsLost } from "../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "not-synchronous",
  severity: "error",
  rank: 40,
  needs: "files",
  source: "Patroni 3.0, Replication modes: synchronous_mode",
  breaks: countsLost,
  find(facts) {
    if (!facts.plan.steps.some(countsLost)) return [];
    return foundIn(facts, "bootstrap.dcs.synchronous_mode", (server) =>
      isOn(dynamicOf(server, "synchronous_mode")) ? undefined : {},
    );
  },
};
