import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { foundAt, readable } from "../../meaning/config.ts";
import type { Pair } from "../../meaning/pairs.ts";
import { lastPair } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";

export const kind: RuleKind = {
  kind: "failures-forever",
  severity: "hint",
  rank: 50,
  needs: "files",
  follows: unread,
  source: "Pacemaker Explained, Resource Meta-Attributes: migration-threshold, failure-timeout",
  find: (facts) =>
    readable(facts).flatMap((config) => {
      const forgets = (meta: readonly Pair[]) =>
        lastPair(meta, "failure-timeout") ?? lastPair(config.defaults, "failure-timeout");
      const sets = [config.defaults, ...config.resources.map(({ meta }) => meta)];
      return sets.flatMap((meta): Found[] => {
        const threshold = lastPair(meta, "migration-threshold");
        if (!threshold || !(Number(threshold.value) > 0) || forgets(meta)) return [];
        return [foundAt(config, threshold.word, { threshold: threshold.value })];
      });
    }),
};
