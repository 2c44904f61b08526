import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Config, configsOf, placeOf } from "../../config/config.ts";
import { unread } from "../../config/places.ts";
import { scriptsOf } from "../../config/trackers.ts";

/** What only a shell knows, as a word of its own. */
const shellWords = [
  "|",
  "||",
  "&&",
  ";",
  ">",
  ">>",
  "<",
  "2>&1",
  ">/dev/null",
  "2>/dev/null",
  "&>/dev/null",
];
const shells = /(?:^|\/)(?:ba|da|z|k)?sh$/;

function foundIn(config: Config): Found[] {
  if (config.unsure) return [];
  return scriptsOf(config).flatMap(({ path, command }): Found[] => {
    const words = command?.value.split(/\s+/) ?? [];
    const word = words.find((one) => shellWords.includes(one));
    if (!path || word === undefined || words.some((one) => shells.test(one))) return [];
    return [{ where: [placeOf(config, path.at)], args: { word, program: path.value } }];
  });
}

export const kind: RuleKind = {
  kind: "script-needs-shell",
  severity: "warning",
  rank: 40,
  needs: "files",
  follows: unread,
  source: "keepalived.conf(5), VRRP script(s): script; execve(2)",
  find: (facts) => configsOf(facts).flatMap(foundIn),
};
