import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { stepHas } from "../../../../core/kinds/rule.ts";
import { hearingPairs, nodeOf } from "../../config/pairs.ts";
import { absent, placesOf } from "../../config/places.ts";
import { weighed, weightPlace } from "../../config/weights.ts";

function foundIn(facts: Facts): Found[] {
  return hearingPairs(facts).flatMap(({ one, other }): Found[] => {
    const [mine, theirs] = [weighed(one), weighed(other)];
    if (!mine || !theirs || mine.well === theirs.well) return [];
    const [leader, rival] = mine.well > theirs.well ? [one, other] : [other, one];
    const [led, rivals] = mine.well > theirs.well ? [mine, theirs] : [theirs, mine];
    const at = weightPlace(leader);
    if (led.failed === undefined || led.failed < rivals.well || !at) return [];
    return [
      {
        where: placesOf([leader, at], [rival, rival.priority.at]),
        args: {
          ...{ well: led.well, failed: led.failed, weight: led.failed - led.well },
          ...{ other: nodeOf(rival), otherPriority: rivals.well },
          least: led.well - rivals.well + 1,
        },
      },
    ];
  });
}

export const kind: RuleKind = {
  kind: "tracking-too-weak",
  severity: "error",
  rank: 35,
  needs: "files",
  follows: absent,
  source: "keepalived.conf(5): weight",
  breaks: (step) => stepHas(step, { formulas: ["vrrp-track"] }),
  find: foundIn,
};
