import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Config, configsOf, placeOf } from "../../config/config.ts";
import { unread } from "../../config/places.ts";
import { scriptsOf } from "../../config/trackers.ts";
import { isTracked } from "../../config/tracking.ts";
import { isGlobal } from "../../config/values.ts";

function foundIn(config: Config): Found[] {
  if (config.unsure || isGlobal(config, "enable_script_security")) return [];
  const [first] = scriptsOf(config).filter(({ name }) => isTracked(config, name));
  if (!first) return [];
  return [{ where: [placeOf(config, first.at)], args: { name: first.name } }];
}

export const kind: RuleKind = {
  kind: "script-not-secure",
  severity: "hint",
  rank: 55,
  needs: "files",
  follows: unread,
  source: "keepalived.conf(5): enable_script_security, script_user",
  find: (facts) => configsOf(facts).flatMap(foundIn),
};
