import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { stepHas } from "../../../../core/kinds/rule.ts";
import { nodeOf } from "../../config/pairs.ts";
import { absent, placesOf } from "../../config/places.ts";
import { successionsOf } from "../../config/takeovers.ts";
import { weightPlace } from "../../config/weights.ts";

function foundIn(facts: Facts): Found[] {
  return successionsOf(facts).flatMap(({ leader, led, rival }): Found[] => {
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
