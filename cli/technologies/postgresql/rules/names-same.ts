import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf, serversIn, standbyName } from "../config/servers.ts";

export const kind: RuleKind = {
  kind: "names-same",
  severity: "warning",
  rank: 40,
  needs: "files",
  source: "PostgreSQL 15, 20.6.2: names are not kept from being the same",
  find(facts) {
    const groups = Map.groupBy(serversIn(facts), standbyName);
    return [...groups].flatMap(([name, [first, second]]): Found[] =>
      first && second && name !== "walreceiver"
        ? [
            {
              where: [second, first].map((one) => placeOf(one, "cluster_name")),
              args: { name, other: first.node.name },
            },
          ]
        : [],
    );
  },
};
