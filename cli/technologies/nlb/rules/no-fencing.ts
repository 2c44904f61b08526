import type { RuleKind } from "../../../core/kinds/rule.ts";
import { silentBy } from "../felt.ts";
import {
  arrives,
  filterPlace,
  isTaken,
  type SiteNode,
  serviceOf,
  siteNodes,
  timeText,
  together,
} from "../site.ts";

export const kind: RuleKind = {
  kind: "no-fencing",
  severity: "error",
  rank: 40,
  needs: "files",
  follows: ["nlb/takes-everything"],
  source: "halab-nlb (docs/adr/0014): the lease; Pacemaker Explained, Fencing",
  breaks: silentBy("freeze"),
  find(facts) {
    const service = serviceOf(facts);
    if (!service) return [];
    const isVm = ({ node }: SiteNode) =>
      facts.plan.nodes.some(({ name, machine }) => name === node.name && machine === "vm");
    const found = siteNodes(facts, service).flatMap((one) => {
      const works = arrives(one, service, { mine: true, leased: true });
      const frozen = arrives(one, service, { mine: true, leased: false });
      if (isVm(one) || !one.boot.certain || !isTaken(works) || !isTaken(frozen)) return [];
      return [
        {
          where: filterPlace(one, frozen.by?.place),
          args: { dead: timeText(one.config.deadMs.value) },
        },
      ];
    });
    return together(found);
  },
};
