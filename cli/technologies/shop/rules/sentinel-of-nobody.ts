import { phrase } from "../../../core/kinds/phrase.ts";
import { type Facts, type Found, type RuleKind, runningNodes } from "../../../core/kinds/rule.ts";
import { type Sentinel, sentinelsOf } from "../../redis/meaning/sentinels.ts";
import { isOn } from "../../redis/meaning/stores.ts";
import { type Design, parted, placeOf, type Shop, shopsOf } from "../meaning/shops.ts";
import { breaksNamed, named, wishesFor } from "../meaning/wishes.ts";

function askedBy({ addresses }: Design, all: readonly Sentinel[]): readonly Sentinel[] {
  const places = addresses.map(parted);
  return all.filter(({ node, port }) =>
    places.some((place) => isOn(node, place.host) && place.port === port),
  );
}

interface Lost {
  readonly shop: Shop;
  readonly design: Design;
  /** What the Sentinels that are asked watch. */
  readonly known: string;
}

/** None of those that are asked is a Sentinel that watches a master of that name. */
function lostIn(facts: Facts): readonly Lost[] {
  const all = sentinelsOf(facts);
  return shopsOf(facts).flatMap((shop) =>
    shop.designs
      .filter(({ how, master }) => how === "sentinel" && master !== undefined)
      .flatMap((design): Lost[] => {
        const asked = askedBy(design, all);
        const names = asked.flatMap(({ monitors }) => monitors.map(({ name }) => name));
        if (names.includes(design.master ?? "")) return [];
        const known =
          asked.length === 0
            ? phrase`no Sentinel listens at ${design.addresses.join(" ")}`
            : phrase`the Sentinels there watch ${[...new Set(names)].join(", ") || phrase`nothing`}`;
        return [{ shop, design, known }];
      }),
  );
}

export const kind: RuleKind = {
  kind: "sentinel-of-nobody",
  severity: "error",
  rank: 30,
  needs: "files",
  follows: ["shop/refused-line"],
  source: "templates/shop/node/src/config.c: basket PREFIX sentinel NAME ADDRESS:PORT...",
  breaks: breaksNamed,
  find(facts): readonly Found[] {
    // A lab without any has them started by something else, of which this rule knows nothing.
    if (runningNodes(facts, "sentinel").length === 0) return [];
    const groups = Map.groupBy(lostIn(facts), ({ design, known }) =>
      [design.prefix, design.master, known].join(" "),
    );
    return [...groups.values()].flatMap((all) =>
      all.slice(0, 1).map(({ design: { prefix, master = "" }, known }) => ({
        where: all.map(({ shop, design }) => placeOf(shop, design.directive, 3)),
        args: { prefix, master, known, steps: named(wishesFor(facts.plan, prefix)) },
      })),
    );
  },
};
