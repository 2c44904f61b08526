import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { foundAt, readable } from "../../meaning/config.ts";
import { infinity } from "../../meaning/constraints.ts";
import { unread } from "../../meaning/unread.ts";

export const kind: RuleKind = {
  kind: "failback-interrupts",
  severity: "hint",
  rank: 50,
  needs: "files",
  follows: unread,
  source:
    "Pacemaker Explained, Resource Meta-Attributes: resource-stickiness; Clusters from Scratch, Prevent Resources from Moving after Recovery",
  find: (facts) =>
    readable(facts).flatMap((config) => {
      const metas = [...config.defaults, ...config.resources.flatMap(({ meta }) => meta)];
      const sets = [...config.properties, ...metas];
      if (sets.some(({ name }) => name.endsWith("resource-stickiness"))) return [];
      return config.constraints.flatMap(
        ({ kind: is, complex, score = 0, node, steps, word }): Found[] => {
          const resource = steps[0]?.[0]?.id;
          if (is !== "location" || complex || score <= 0 || !node || resource === undefined)
            return [];
          const shown = score >= infinity ? "INFINITY" : score;
          return [foundAt(config, word, { resource, host: node.value, score: shown })];
        },
      );
    }),
};
