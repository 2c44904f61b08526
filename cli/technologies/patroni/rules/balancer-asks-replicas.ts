import type { RuleKind } from "../../../core/kinds/rule.ts";
import { askingIn } from "../meaning/balancers.ts";
import { expectsAnything } from "../meaning/wanted.ts";

/** Of which the primary says no. */
const replicas =
  /^\/(?:replica|standby-leader|standby_leader|async|asynchronous|sync|synchronous)\b/;

export const kind: RuleKind = {
  kind: "balancer-asks-replicas",
  severity: "error",
  rank: 28,
  needs: "files",
  source: "Patroni 3.0, REST API: Health check endpoints",
  breaks: expectsAnything,
  find: (facts) =>
    askingIn(facts).flatMap(({ section, place, path }) =>
      path !== undefined && replicas.test(path)
        ? [{ where: [place], args: { section, path } }]
        : [],
    ),
};
