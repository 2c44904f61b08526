import { type Facts, type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf } from "../../haproxy/meaning/balancers.ts";
import { list, stepsAsking } from "../../haproxy/meaning/findings.ts";
import { waysOf } from "../../haproxy/meaning/ways.ts";
import { type Checked, checkedShops } from "../meaning/health.ts";
import { placeOf as placeInShop } from "../meaning/shops.ts";
import { breaksNamed } from "../meaning/wishes.ts";

function foundFor(facts: Facts, all: readonly Checked[]): readonly Found[] {
  const [first] = all;
  if (!first) return [];
  const { shop, server } = first;
  const listen = shop.directives.findLast(({ words }) => words[0] === "listen");
  return [
    {
      where: [
        ...all.map((one) => placeOf(one.balancer, one.server.directive, 2)),
        listen ? placeInShop(shop, listen) : placeIn(shop.file),
      ],
      args: {
        shop: shop.node.name,
        backends: list(all.map(({ backend }) => backend.name)),
        port: server.port ?? 0,
        listens: shop.port,
        steps: stepsAsking(facts.plan),
      },
    },
  ];
}

export const kind: RuleKind = {
  kind: "port-differs",
  severity: "error",
  rank: 25,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 4.2 server; templates/shop/node/src/config.c: listen",
  breaks: breaksNamed,
  find(facts): readonly Found[] {
    // Something else on that node may be balanced as well, at a port of its own.
    const asked = new Set(waysOf(facts).flatMap(({ backend }) => backend ?? []));
    const wrong = checkedShops(facts)
      .filter(({ backend }) => asked.has(backend))
      .filter(({ server, shop }) => server.port !== undefined && server.port !== shop.port);
    const groups = Map.groupBy(wrong, ({ shop, server }) => `${shop.node.name} ${server.port}`);
    return [...groups.values()].flatMap((all) => foundFor(facts, all));
  },
};
