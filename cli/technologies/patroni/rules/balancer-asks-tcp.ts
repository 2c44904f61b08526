import type { RuleKind } from "../../../core/kinds/rule.ts";
import { askingIn } from "../meaning/balancers.ts";

export const kind: RuleKind = {
  kind: "balancer-asks-tcp",
  severity: "warning",
  rank: 50,
  needs: "files",
  source: "Patroni 3.0, REST API: Health check endpoints; HAProxy 2.6, option httpchk",
  find: (facts) =>
    askingIn(facts).flatMap(({ section, place, path }) =>
      path === undefined ? [{ where: [place], args: { section } }] : [],
    ),
};
