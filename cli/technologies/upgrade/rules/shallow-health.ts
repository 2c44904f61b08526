import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundAt, placeOf, scripts, scriptsThat } from "../scripts.ts";
import { isRefused } from "../steps.ts";

const asksMore = /\b(info|role|wait|sync|dbsize|get|exists)\b/i;

export const kind: RuleKind = {
  kind: "shallow-health",
  severity: "error",
  rank: 40,
  needs: "files",
  source: "Redis, INFO replication: master_link_status",
  breaks: isRefused,
  find: (facts) => {
    const shallow = scriptsThat(
      facts,
      scripts.healthy,
      (code) => /\bping\b/i.test(code) && !asksMore.test(code),
    );
    return foundAt(shallow.map((one) => placeOf(one, /\bping\b/i)));
  },
};
