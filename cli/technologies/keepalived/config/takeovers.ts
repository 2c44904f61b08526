/** How long the lesser router of a pair waits before it takes over: RFC 9568 6.1, RFC 3768 6.1. */
import type { Facts } from "../../../core/kinds/rule.ts";
import { skewS } from "../master-down.ts";
import type { Instance } from "./instances.ts";
import { hearingPairs } from "./pairs.ts";
import { weighed } from "./weights.ts";

interface Takeover {
  readonly from: Instance;
  readonly to: Instance;
  /** The interval that counts: in version 3 the master's, in version 2 the backup's own. */
  readonly advertS: number;
  readonly loS: number;
  readonly hiS: number;
}

/** Of pairs whose leader is known. */
export function takeoversOf(facts: Facts): readonly Takeover[] {
  return hearingPairs(facts).flatMap(({ one, other }): Takeover[] => {
    const [mine, theirs] = [weighed(one), weighed(other)];
    if (!mine || !theirs) return [];
    const [from, to] = mine.well > theirs.well ? [one, other] : [other, one];
    const advertS = to.version.value === 3 ? from.advertS.value : to.advertS.value;
    const skew = skewS(to.version.value, Math.min(mine.well, theirs.well), advertS);
    const adverts = to.downTimerAdverts;
    return [
      { from, to, advertS, loS: (adverts - 1) * advertS + skew, hiS: adverts * advertS + skew },
    ];
  });
}
