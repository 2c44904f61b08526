import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { expectedAt, isShared } from "../../meaning/affinity.ts";
import { silences } from "../../meaning/asks.ts";
import { placeOf } from "../../meaning/balancers.ts";
import { persists } from "../../meaning/dead-server.ts";
import { breaksNamed, named, together } from "../../meaning/findings.ts";
import { settingOf } from "../../meaning/proxies.ts";
import { tablesOf, wordAfter } from "../../meaning/tables.ts";
import { balancersAsked, byBackend, type Served, waysOf } from "../../meaning/ways.ts";

const kept: ReadonlySet<unknown> = new Set(["affinity", "sessions"]);

/** Steps in which one of the balancers dies, and its users may lose nothing. */
function stepsWith(facts: Facts, served: Served) {
  const nodes = served.ways.flatMap(({ ask }) =>
    balancersAsked(facts, ask).map(({ node }) => node.name),
  );
  if (new Set(nodes).size < 2) return [];
  return expectedAt(facts, served)
    .filter(({ spec, step }) => kept.has(spec["check"]) && nodes.some((one) => silences(step, one)))
    .map(({ step }) => step);
}

function foundIn(facts: Facts, served: Served) {
  const { backend, balancer } = served;
  if (!persists(backend) || settingOf(backend, "cookie") || !isShared(served)) return [];
  const tables = tablesOf(backend, balancer.proxies);
  const alone = tables.filter((table) => wordAfter(table, "peers") === undefined);
  const steps = stepsWith(facts, served);
  return alone.length > 0 && steps.length > 0
    ? alone.map((table) => ({
        places: [placeOf(balancer, table)],
        args: { backend: backend.name, steps: named(steps) },
      }))
    : [];
}

export const kind: RuleKind = {
  kind: "peers-missing",
  severity: "error",
  rank: 43,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 3.5 Peers and 4.2 stick-table",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(byBackend(waysOf(facts)).flatMap((served) => foundIn(facts, served))),
};
