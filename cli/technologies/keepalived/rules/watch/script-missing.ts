import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { stepHas } from "../../../../core/kinds/rule.ts";
import { type Config, configsOf, placeOf } from "../../config/config.ts";
import { unread } from "../../config/places.ts";
import { isSpokenOf } from "../../config/segments.ts";
import { scriptsOf } from "../../config/trackers.ts";
import { isTracked } from "../../config/tracking.ts";

/** Nothing lies there but what a lab or a student put there. */
const own = "/etc/keepalived/";

function foundIn(config: Config): Found[] {
  if (config.unsure) return [];
  return scriptsOf(config).flatMap(({ name, path }): Found[] => {
    if (!path?.value.startsWith(own) || config.node.files.has(path.value)) return [];
    if (!isTracked(config, name) || isSpokenOf(config.node, path.value)) return [];
    return [{ where: [placeOf(config, path.at)], args: { path: path.value, name } }];
  });
}

export const kind: RuleKind = {
  kind: "script-missing",
  severity: "error",
  rank: 25,
  needs: "files",
  follows: unread,
  source: "keepalived.conf(5), VRRP script(s): script",
  breaks: (step) => stepHas(step, { checks: ["owners"] }),
  find: (facts) => configsOf(facts).flatMap(foundIn),
};
