import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { nodeOf } from "../../config/pairs.ts";
import { absent, placesOf, seconds } from "../../config/places.ts";
import { type Script, scriptsOf } from "../../config/trackers.ts";
import { concerned, trackersOf, troublesOf } from "../../config/troubles.ts";
import { bearsLess, limitOf } from "../../config/wanted.ts";

/** From the trouble to the last failure that counts, at the very least. */
function leastS({ intervalS, fall }: Script): number {
  return (fall.value - 1) * intervalS.value;
}

function foundIn(facts: Facts): Found[] {
  const limit = limitOf(facts, "vrrp-track");
  if (!limit) return [];
  return troublesOf(facts).flatMap((trouble) => {
    if (trouble.service === undefined) return [];
    return concerned(facts, trouble).flatMap((instance): Found[] => {
      const trackers = trackersOf(facts, instance).filter(({ list }) => list !== "track_interface");
      // A process, a file, a BFD session may be noticed at once.
      if (trackers.some(({ list }) => list !== "track_script")) return [];
      const scripts = scriptsOf(instance.config).filter(({ name }) =>
        trackers.some((each) => each.name === name),
      );
      const [quickest] = scripts.toSorted((a, b) => leastS(a) - leastS(b));
      if (!quickest || leastS(quickest) <= limit.limitS) return [];
      const { name, intervalS, fall } = quickest;
      return [
        {
          where: placesOf([instance, intervalS.at], [instance, fall.at]),
          args: {
            ...{ name, interval: intervalS.value, fall: fall.value, of: nodeOf(instance) },
            ...{ least: seconds(leastS(quickest)), most: seconds(intervalS.value * fall.value) },
            ...{ step: limit.step, limit: limit.limitS },
          },
        },
      ];
    });
  });
}

export const kind: RuleKind = {
  kind: "tracking-too-slow",
  severity: "error",
  rank: 35,
  needs: "files",
  follows: absent,
  source: "keepalived.conf(5), VRRP script(s): interval, fall",
  breaks: (step, { args }) => bearsLess(step, "vrrp-track", Number(args["least"])),
  find: foundIn,
};
