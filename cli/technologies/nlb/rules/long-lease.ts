import { placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { silentBy } from "../felt.ts";
import { leasesOf, serviceOf, siteNodes, timeText, together } from "../site.ts";

export const kind: RuleKind = {
  kind: "long-lease",
  severity: "error",
  rank: 40,
  needs: "files",
  source: "halab-nlb (docs/adr/0014): the lease ends before the others take over",
  breaks: silentBy("freeze"),
  find(facts) {
    const service = serviceOf(facts);
    if (!service) return [];
    const nodes = siteNodes(facts, service);
    const found = nodes.flatMap((one) => {
      const others = nodes.filter((other) => other !== one);
      const soonest = others.toSorted((a, b) => a.config.deadMs.value - b.config.deadMs.value)[0];
      if (!soonest) return [];
      const { value, line } = soonest.config.deadMs;
      return leasesOf(one)
        .filter(({ ms }) => ms > value)
        .map(({ ms, place }) => ({
          where: [place, placeIn(soonest.file, line || undefined)],
          args: { lease: timeText(ms), dead: timeText(value) },
        }));
    });
    return together(found);
  },
};
