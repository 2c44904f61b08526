import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundAt, movesMaster, placeOf, restartsStore, scripts, scriptsThat } from "../scripts.ts";
import { goesThrough } from "../steps.ts";

export const kind: RuleKind = {
  kind: "no-handover",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "Redis, FAILOVER",
  breaks: goesThrough,
  find: (facts) => {
    const silent = scriptsThat(
      facts,
      scripts.upgrade,
      (code) => restartsStore.test(code) && !movesMaster.test(code),
    );
    return foundAt(silent.map((one) => placeOf(one, restartsStore)));
  },
};
