import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Balancer, balancersOf, placeOf } from "../../meaning/balancers.ts";
import { together } from "../../meaning/findings.ts";

/** Rules that write the server into a table. */
const storing: ReadonlySet<string | undefined> = new Set(["on", "store-request", "store-response"]);

function foundIn(balancer: Balancer) {
  return balancer.proxies.flatMap((backend) => {
    const rule = backend.directives.find(
      ({ words: [keyword, how] }) => keyword === "stick" && storing.has(how),
    );
    const sticky = backend.servers.filter(
      ({ options }) => options.has("backup") && !options.has("non-stick"),
    );
    return rule
      ? sticky.map(({ name, directive }) => ({
          places: [placeOf(balancer, directive), placeOf(balancer, rule)],
          args: { backend: backend.name, server: name },
        }))
      : [];
  });
}

export const kind: RuleKind = {
  kind: "backup-sticks",
  severity: "hint",
  rank: 50,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 5.2 non-stick",
  find: (facts): readonly Found[] => together(balancersOf(facts).flatMap(foundIn)),
};
