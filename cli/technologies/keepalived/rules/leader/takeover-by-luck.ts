import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { nodeOf } from "../../config/pairs.ts";
import { absent, placesOf, seconds } from "../../config/places.ts";
import { takeoversOf } from "../../config/takeovers.ts";
import { limitOf } from "../../config/wanted.ts";

export const kind: RuleKind = {
  kind: "takeover-by-luck",
  severity: "warning",
  rank: 50,
  needs: "files",
  follows: [...absent, "keepalived/advert-differs"],
  source: "RFC 9568 6.1, RFC 3768 6.1 (Master_Down_Interval)",
  find: (facts) => {
    const limit = limitOf(facts, "vrrp-crash");
    if (!limit) return [];
    return takeoversOf(facts)
      .filter(({ loS, hiS }) => loS <= limit.limitS && hiS > limit.limitS)
      .map(({ to, from, advertS, loS, hiS }) => ({
        where: placesOf([from, from.advertS.at], [to, to.advertS.at]),
        args: {
          ...{ advert: advertS, other: nodeOf(to), step: limit.step, limit: limit.limitS },
          ...{ lowest: seconds(loS), highest: seconds(hiS) },
        },
      }));
  },
};
