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
    const led = mine.well > theirs.well ? mine : theirs;
    const [at, { nopreempt, preempts }] = [weightPlace(leader), rival];
    if (led.failed === undefined || led.failed === led.well || !at) return [];
    if (preempts || !nopreempt) return [];
    return [
      {
        where: placesOf([rival, nopreempt], [leader, at]),
        args: { other: nodeOf(leader), well: led.well, failed: led.failed },
      },
    ];
  });
}

export const kind: RuleKind = {
  kind: "weight-against-nopreempt",
  severity: "error",
  rank: 36,
  needs: "files",
  follows: [...absent, "keepalived/tracking-too-weak"],
  source: "RFC 9568 6.4.2, keepalived.conf(5): nopreempt, weight",
  breaks: (step) => stepHas(step, { formulas: ["vrrp-track"] }),
  find: foundIn,
};
