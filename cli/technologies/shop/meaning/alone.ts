/** Designs that keep their baskets at one address, and what the lab does to the node there. */
import type { Facts, Found, NodeFacts } from "../../../core/kinds/rule.ts";
import { sentinelsOf } from "../../redis/meaning/sentinels.ts";
import { type Design, parted, placeOf, type Shop, shopsOf } from "./shops.ts";
import {
  goesOn,
  keepsAll,
  killedBy,
  named,
  prefixesAsked,
  type Wish,
  wishesFor,
} from "./wishes.ts";

export interface Alone {
  readonly prefix: string;
  readonly address: string;
  readonly node: NodeFacts;
  readonly own: readonly { readonly shop: Shop; readonly design: Design }[];
  /** Steps that kill the node, and want the path to go on. */
  readonly wishes: readonly Wish[];
  /** Sentinels would know who the master is. */
  readonly watched: boolean;
}

/** The paths whose only store dies in a step in which they have to go on. */
export function alonesIn(facts: Facts): readonly Alone[] {
  const shops = shopsOf(facts);
  const monitors = sentinelsOf(facts).flatMap((one) => one.monitors);
  return prefixesAsked(facts.plan).flatMap((prefix) => {
    const own = shops.flatMap((shop) =>
      shop.designs
        .filter((design) => design.prefix === prefix && design.how === "redis")
        .map((design) => ({ shop, design })),
    );
    const byAddress = Map.groupBy(own, ({ design }) => design.addresses[0] ?? "");
    return [...byAddress].flatMap(([address, all]): Alone[] => {
      const { host } = parted(address);
      const node = facts.nodes.find(
        (one) => one.name === host || one.links.some((link) => link.address === host),
      );
      if (!node) return [];
      const wishes = wishesFor(facts.plan, prefix).filter(
        (wish) => killedBy(wish.step).includes(node.name) && (goesOn(wish) || keepsAll(wish)),
      );
      const watched = monitors.some((one) => node.links.some(({ address: at }) => at === one.host));
      return wishes.length > 0 ? [{ prefix, address, node, own: all, wishes, watched }] : [];
    });
  });
}

export function foundFor(alone: Alone, more: Found["args"]): Found {
  const { own, prefix, address, node, wishes } = alone;
  return {
    where: own.map(({ shop, design }) => placeOf(shop, design.directive)),
    args: { prefix, address, store: node.name, steps: named(wishes), ...more },
  };
}
