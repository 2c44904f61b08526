/** Who leads a virtual router while all is well, who is next, and after how long. */
import type { Facts } from "../../../core/kinds/rule.ts";
import { skewS } from "../master-down.ts";
import { type Instance, instancesOf } from "./instances.ts";
import { hearingPairs } from "./pairs.ts";
import { type Weighed, weighed } from "./weights.ts";

interface Succession {
  readonly leader: Instance;
  readonly led: Weighed;
  /** The best of the others. */
  readonly rival: Instance;
  readonly rivals: Weighed;
}

interface Candidate {
  readonly instance: Instance;
  readonly weight: Weighed;
}

/** Of virtual routers whose leader the priorities tell. */
export function successionsOf(facts: Facts): readonly Succession[] {
  const pairs = hearingPairs(facts);
  return instancesOf(facts).flatMap((leader): Succession[] => {
    const mates = pairs.flatMap(({ one, other }) => {
      if (one === leader) return [other];
      return other === leader ? [one] : [];
    });
    const led = weighed(leader);
    const known = mates.flatMap((instance): Candidate[] => {
      const weight = weighed(instance);
      return weight ? [{ instance, weight }] : [];
    });
    const [best] = known.toSorted((a, b) => b.weight.well - a.weight.well);
    if (!led || !best || known.length < mates.length || led.well <= best.weight.well) return [];
    return [{ leader, led, rival: best.instance, rivals: best.weight }];
  });
}

interface Takeover {
  readonly from: Instance;
  readonly to: Instance;
  /** The interval that counts: in version 3 the master's, in version 2 the backup's own. */
  readonly advertS: number;
  readonly loS: number;
  readonly hiS: number;
}

/** How long the next one waits: Master_Down_Interval of RFC 9568 6.1, RFC 3768 6.1. */
export function takeoversOf(facts: Facts): readonly Takeover[] {
  return successionsOf(facts).map(({ leader: from, rival: to, rivals }) => {
    const version = to.version.value;
    const advertS = version === 3 ? from.advertS.value : to.advertS.value;
    const skew = skewS(version, rivals.well, advertS);
    const adverts = to.downTimerAdverts;
    return {
      from,
      to,
      advertS,
      loS: (adverts - 1) * advertS + skew,
      hiS: adverts * advertS + skew,
    };
  });
}
