import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { stepHas } from "../../../../core/kinds/rule.ts";
import { type Config, configsOf, placeOf } from "../../config/config.ts";
import { unread } from "../../config/places.ts";
import { isSpokenOf } from "../../config/segments.ts";
import { scriptsOf } from "../../config/trackers.ts";
import { isTracked } from "../../config/tracking.ts";

/** Permission to execute, of anybody. */
const executable = 0o111;

function foundIn({ plan }: Facts, config: Config): Found[] {
  if (config.unsure) return [];
  const files = plan.nodes.find(({ name }) => name === config.node.name)?.files ?? [];
  return scriptsOf(config).flatMap(({ name, path }): Found[] => {
    const file = files.find((one) => one.path === path?.value);
    if (!path || !file || (file.mode & executable) !== 0 || !isTracked(config, name)) return [];
    // A script of the node may change it.
    if (isSpokenOf(config.node, path.value)) return [];
    const mode = file.mode.toString(8);
    return [{ where: [placeOf(config, path.at)], args: { path: path.value, mode, name } }];
  });
}

export const kind: RuleKind = {
  kind: "script-not-executable",
  severity: "error",
  rank: 25,
  needs: "files",
  follows: unread,
  source: "keepalived.conf(5), VRRP script(s): script; execve(2): EACCES",
  breaks: (step) => stepHas(step, { checks: ["owners"], formulas: ["vrrp-track"] }),
  find: (facts) => configsOf(facts).flatMap((config) => foundIn(facts, config)),
};
