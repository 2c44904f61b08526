import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { isShared } from "../../meaning/affinity.ts";
import type { Ask } from "../../meaning/asks.ts";
import { placeOf } from "../../meaning/balancers.ts";
import { breaksNamed, list, together } from "../../meaning/findings.ts";
import { algorithmOf, directivesOf, type ProxySection, settingOf } from "../../meaning/proxies.ts";
import { wantedOf } from "../../meaning/shares.ts";
import { byBackend, type Served, waysOf } from "../../meaning/ways.ts";
import type { Directive } from "../../syntax/tree.ts";

/** What sends all requests from one address to one server. */
function bySource(backend: ProxySection): Directive | undefined {
  if (algorithmOf(backend) === "source") return settingOf(backend, "balance");
  const sticks = [
    ...directivesOf(backend, "stick", "on"),
    ...directivesOf(backend, "stick", "match"),
  ];
  return sticks.find(({ words }) => words[2] === "src" && (words[3] ?? "table") === "table");
}

/** All requests come from the same address; who asks from many says so. */
function isOneClient({ spec }: Ask): boolean {
  return spec["sources"] === undefined;
}

function foundIn(facts: Facts, served: Served) {
  const { backend, balancer, ways } = served;
  const rule = bySource(backend);
  if (!rule || !isShared(served)) return [];
  const wanted = ways
    .filter(({ ask }) => isOneClient(ask))
    .flatMap(({ ask }) => wantedOf(facts, ask))
    .filter(({ shares }) => [...shares.values()].filter((share) => share > 0).length > 1);
  const [first] = wanted;
  if (!first) return [];
  const args = {
    backend: backend.name,
    rule: rule.words.join(" "),
    servers: list(first.shares.keys()),
    wanted: first.ratio,
    steps: list(wanted.map(({ step }) => step)).replaceAll(",", ""),
  };
  return [{ places: [placeOf(balancer, rule)], args }];
}

export const kind: RuleKind = {
  kind: "one-server-for-all",
  severity: "error",
  rank: 45,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 4.2 balance (source) and stick on",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(byBackend(waysOf(facts)).flatMap((served) => foundIn(facts, served))),
};
