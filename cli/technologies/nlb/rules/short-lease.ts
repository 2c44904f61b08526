import { placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { clientsFeel } from "../felt.ts";
import { leasesOf, serviceOf, siteNodes, timeText, together } from "../site.ts";

export const kind: RuleKind = {
  kind: "short-lease",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "halab-nlb (docs/adr/0014): every heartbeat renews the lease",
  breaks: clientsFeel,
  find(facts) {
    const service = serviceOf(facts);
    if (!service) return [];
    const found = siteNodes(facts, service).flatMap((one) => {
      const { value, line } = one.config.heartbeatMs;
      return leasesOf(one)
        .filter(({ ms }) => ms < value)
        .map(({ ms, place }) => ({
          where: [place, placeIn(one.file, line || undefined)],
          args: { lease: timeText(ms), heartbeat: timeText(value) },
        }));
    });
    return together(found);
  },
};
