import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf, readable } from "../../meaning/config.ts";
import { monitorsOf, secondsIn } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";
import { losesResource } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "monitor-interval-twice",
  severity: "error",
  rank: 44,
  needs: "files",
  follows: unread,
  source: "Pacemaker Explained, Resource Operations: two of one name need different intervals",
  breaks: losesResource,
  find: (facts) =>
    readable(facts).flatMap((config) =>
      config.resources.flatMap((one) =>
        [...Map.groupBy(monitorsOf(one), (operation) => secondsIn(operation, "interval"))]
          .filter(([, all]) => all.length > 1)
          .map(([interval, all]): Found => {
            const where = all.toReversed().map(({ word }) => placeOf(config, word));
            return { where, args: { id: one.id, interval: interval ?? 0 } };
          }),
      ),
    ),
};
