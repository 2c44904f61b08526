import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { stepHas } from "../../../../core/kinds/rule.ts";
import { type Config, configsOf, placeOf } from "../../config/config.ts";
import { unread } from "../../config/places.ts";
import { isSpokenOf } from "../../config/segments.ts";
import { scriptsOf } from "../../config/trackers.ts";
import { isTracked } from "../../config/tracking.ts";
import { globalWord, isGlobal } from "../../config/values.ts";

/** As whom scripts are run where nothing is said; no node of ours has that user. */
const usual = "keepalived_script";

function foundIn(config: Config): Found[] {
  if (config.unsure || !isGlobal(config, "enable_script_security")) return [];
  if (globalWord(config, "script_user") || isSpokenOf(config.node, usual)) return [];
  const [first] = scriptsOf(config).filter(({ name, user }) => !user && isTracked(config, name));
  if (!first) return [];
  return [{ where: [placeOf(config, first.at)], args: { name: first.name, user: usual } }];
}

export const kind: RuleKind = {
  kind: "script-user-missing",
  severity: "error",
  rank: 25,
  needs: "files",
  follows: unread,
  source: "keepalived.conf(5): script_user, enable_script_security",
  breaks: (step) => stepHas(step, { formulas: ["vrrp-track"] }),
  find: (facts) => configsOf(facts).flatMap(foundIn),
};
