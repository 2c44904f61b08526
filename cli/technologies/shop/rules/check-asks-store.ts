import type { Facts, Found, Place, RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf } from "../../haproxy/meaning/balancers.ts";
import { sentinelsOf } from "../../redis/meaning/sentinels.ts";
import { isOn } from "../../redis/meaning/stores.ts";
import { type Checked, checkedShops } from "../meaning/health.ts";
import { type Design, parted, placeOf as placeInShop } from "../meaning/shops.ts";
import { breaksNamed, killedBy } from "../meaning/wishes.ts";

/** The nodes without which the design has no store, for a while at least. */
function storesOf(facts: Facts, { how, master, addresses }: Design): readonly string[] {
  const hosts =
    how === "redis"
      ? addresses.map((one) => parted(one).host)
      : sentinelsOf(facts)
          .flatMap(({ monitors }) => monitors)
          .filter(({ name }) => name === master)
          .map(({ host }) => host);
  return facts.nodes
    .filter((node) => hosts.some((host) => isOn(node, host)))
    .map(({ name }) => name);
}

const others: ReadonlySet<unknown> = new Set(["lost", "outage"]);

function foundIn(facts: Facts, { balancer, shop, server, asked, backend }: Checked) {
  const design = shop.designs.find(({ prefix }) => asked?.path === `${prefix}/health`);
  if (!asked || !design || !server.options.has("check")) return [];
  if (design.how !== "redis" && design.how !== "sentinel") return [];
  const stores = storesOf(facts, design);
  const steps = facts.plan.steps.filter(
    (step) =>
      killedBy(step).some((node) => stores.includes(node)) &&
      step.expect.some((spec) => others.has(spec["check"])),
  );
  if (steps.length === 0) return [];
  return [
    {
      places: [placeOf(balancer, asked.directive), placeInShop(shop, design.directive)],
      args: {
        path: asked.path,
        backend: backend.name,
        prefix: design.prefix,
        store: stores.join(", "),
        steps: steps.map(({ id }) => id).join(" "),
      },
    },
  ];
}

export const kind: RuleKind = {
  kind: "check-asks-store",
  severity: "error",
  rank: 40,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 4.2 option httpchk",
  breaks: breaksNamed,
  find(facts): readonly Found[] {
    const all = checkedShops(facts).flatMap((one) => foundIn(facts, one));
    const groups = Map.groupBy(all, ({ args }) => JSON.stringify(args));
    return [...groups.values()].flatMap((same) =>
      same
        .slice(0, 1)
        .map(({ args }) => ({ where: unique(same.flatMap((one) => one.places)), args })),
    );
  },
};

/** The balancers' lines before those of the shops. */
function unique(places: readonly Place[]): readonly Place[] {
  const each = new Map(places.map((place) => [JSON.stringify(place), place]));
  return [...each.values()].toSorted((a, b) => a.file.localeCompare(b.file));
}
