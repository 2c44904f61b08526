import type { RuleKind } from "../../../core/kinds/rule.ts";
import { dynamicOf, foundIn, isOn } from "../meaning/servers.ts";
import { losesEtcd } from "../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "failsafe-off",
  severity: "error",
  rank: 48,
  needs: "files",
  source: "Patroni 3.0, DCS Failsafe Mode",
  breaks: losesEtcd,
  find(facts) {
    if (!facts.plan.steps.some(losesEtcd)) return [];
    return foundIn(facts, "bootstrap.dcs.failsafe_mode", (server) =>
      isOn(dynamicOf(server, "failsafe_mode")) ? undefined : {},
    );
  },
};
