import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { stepHas } from "../../../../core/kinds/rule.ts";
import { type Instance, instancesOf } from "../../config/instances.ts";
import { absent, placesOf } from "../../config/places.ts";
import { scriptsOf } from "../../config/trackers.ts";
import { ignoresWeights } from "../../config/weights.ts";

/** Why weights do not count, and where that stands. */
function reasonOf({ group, priority }: Instance) {
  if (priority.value === 255)
    return { reason: phrase`owns the address (priority 255)`, at: priority.at };
  return group && { reason: phrase`is in the sync group ${group.name}`, at: group.at };
}

function foundIn(instance: Instance): Found[] {
  const { tracked, config, name } = instance;
  const why = ignoresWeights(instance) ? reasonOf(instance) : undefined;
  if (!why) return [];
  return tracked.flatMap((one): Found[] => {
    const script = scriptsOf(config).find((each) => each.name === one.name);
    const weight = one.weight ?? script?.weight;
    if (one.list !== "track_script" || !weight || weight.value === 0) return [];
    return [
      {
        where: placesOf([instance, one.at], [instance, weight.at], [instance, why.at]),
        args: { script: one.name, weight: weight.value, name, reason: why.reason },
      },
    ];
  });
}

export const kind: RuleKind = {
  kind: "weight-ignored",
  severity: "error",
  rank: 34,
  needs: "files",
  follows: absent,
  source: "keepalived.conf(5), VRRP synchronization group(s)",
  breaks: (step) => stepHas(step, { formulas: ["vrrp-track"] }),
  find: (facts) => instancesOf(facts).flatMap(foundIn),
};
