import type { RuleKind } from "../../../core/kinds/rule.ts";
import { clientsFeel } from "../felt.ts";
import { arrives, filterPlace, isTaken, serviceOf, siteNodes, together } from "../site.ts";

export const kind: RuleKind = {
  kind: "takes-everything",
  severity: "error",
  rank: 10,
  needs: "files",
  source: "nft(8), base chains: what no rule drops, the policy lets pass",
  breaks: clientsFeel,
  find(facts) {
    const service = serviceOf(facts);
    if (!service) return [];
    const found = siteNodes(facts, service).flatMap((one) => {
      const others = arrives(one, service, { mine: false, leased: true });
      if (!isTaken(others)) return [];
      return [
        {
          where: filterPlace(one, others.by?.place),
          args: { vip: service.address, set: one.config.set.value },
        },
      ];
    });
    return together(found);
  },
};
