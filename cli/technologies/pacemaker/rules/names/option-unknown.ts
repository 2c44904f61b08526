import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Config, foundAt, readable } from "../../meaning/config.ts";
import { nearestOf } from "../../meaning/near.ts";
import type { Pair } from "../../meaning/pairs.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";
import { metaNames, propertyNames } from "../../syntax/names.ts";

const opNames = [
  "interval",
  "timeout",
  "on-fail",
  "role",
  "enabled",
  "start-delay",
  "record-pending",
  "interval-origin",
  "description",
];

function slips(
  config: Config,
  pairs: readonly Pair[],
  known: Iterable<string>,
  what: string,
): readonly Found[] {
  const names = new Set(known);
  return pairs
    .filter(({ name }) => !names.has(name) && !names.has(name.replaceAll("_", "-")))
    .flatMap(({ name, word }): Found[] => {
      const near = nearestOf(name, names);
      return near ? [foundAt(config, word, { name, near, what })] : [];
    });
}

export const kind: RuleKind = {
  kind: "option-unknown",
  severity: "error",
  rank: 25,
  needs: "files",
  follows: unread,
  source:
    "pacemaker-controld(7), pacemaker-schedulerd(7); Pacemaker Explained, Resource Options and Operations",
  breaks: expectsAnything,
  find: (facts) =>
    readable(facts).flatMap((config) => [
      ...slips(config, config.properties, propertyNames, phrase`property of the cluster`),
      ...slips(
        config,
        [...config.defaults, ...config.resources.flatMap(({ meta }) => meta)],
        metaNames,
        phrase`meta attribute`,
      ),
      ...slips(
        config,
        config.resources.flatMap(({ operations }) => operations.flatMap(({ pairs }) => pairs)),
        opNames,
        phrase`attribute of an operation`,
      ),
    ]),
};
