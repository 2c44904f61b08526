import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Config, foundAt, isNo, isYes, readable } from "../../meaning/config.ts";
import type { Pair } from "../../meaning/pairs.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

/** What keeps Pacemaker from doing anything with it. */
function isOff(pair: Pair): boolean {
  if (pair.name === "target-role") return pair.value.toLowerCase() === "stopped";
  if (pair.name === "is-managed" || pair.name === "is-managed-default") return isNo(pair);
  return (
    ["maintenance", "maintenance-mode", "stop-all-resources"].includes(pair.name) && isYes(pair)
  );
}

function foundIn(config: Config): readonly Found[] {
  const say = (pairs: readonly Pair[], what: string) =>
    pairs
      .filter(isOff)
      .map(({ name, value, word }) => foundAt(config, word, { setting: `${name}=${value}`, what }));
  return [
    ...say([...config.properties, ...config.defaults], phrase`all resources`),
    ...config.resources.flatMap(({ id, meta }) => say(meta, id)),
  ];
}

export const kind: RuleKind = {
  kind: "switched-off",
  severity: "error",
  rank: 30,
  needs: "files",
  follows: unread,
  source:
    "Pacemaker Explained, Resource Meta-Attributes: target-role, is-managed; Cluster Options: maintenance-mode",
  breaks: expectsAnything,
  find: (facts) => readable(facts).flatMap(foundIn),
};
