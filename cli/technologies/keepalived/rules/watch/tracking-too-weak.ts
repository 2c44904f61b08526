import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { stepHas } from "../../../../core/kinds/rule.ts";
import { nodeOf } from "../../config/pairs.ts";
import { absent, placesOf } from "../../config/places.ts";
import { successionsOf } from "../../config/takeovers.ts";
import { weightPlace } from "../../config/weights.ts";

function foundIn(facts: Facts): Found[] {
  return successionsOf(facts).flatMap(({ leader, led, rival, rivals }): Found[] => {
    const at = weightPlace(leader);
    if (led.failed === undefined || led.failed < rivals.well || !at) return [];
    // No weight counts at all: that is another mistake.
    if (led.failed === led.well) return [];
    return [
      {
        where: placesOf([leader, at], [rival, rival.priority.at]),
        args: {
          ...{ well: led.well, failed: led.failed },
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
