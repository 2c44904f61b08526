/** Zones that are given to who should be refused: what the lab's attempts at a transfer find. */
import { phrase } from "../../../core/kinds/phrase.ts";
import type { Facts, Place } from "../../../core/kinds/rule.ts";
import { measuresOf } from "./demands.ts";
import { mayTransfer, serverOn, sourceOf } from "./network.ts";
import { listed, places, settingPlace } from "./said.ts";
import { settingOf, zonesNamed } from "./server.ts";

export interface Given {
  /** It is a name server itself, so its address is one of those that copy. */
  readonly peer: boolean;
  readonly step: string;
  readonly node: string;
  readonly server: string;
  readonly zone: string;
  readonly place: Place;
  /** No statement says who may have it. */
  readonly unsaid: boolean;
}

/** Attempts without a key that the lab wants refused, and that are not. */
export function givenAway(facts: Facts): readonly Given[] {
  return measuresOf(facts, "transfer-try").flatMap(({ step, spec, is }): Given[] => {
    const [node, zone] = [String(spec["node"]), String(spec["zone"])];
    const server = serverOn(facts, String(spec["server"]));
    const zones = server ? zonesNamed(server, zone) : [];
    const [one] = zones;
    const asking = facts.nodes.find(({ name }) => name === node);
    if (!one || !asking || zones.length > 1 || is !== "refused" || spec["key"] !== "none")
      return [];
    if (one.type !== "primary" && one.type !== "secondary") return [];
    const address = sourceOf(asking, one.server.node.links[0]?.address ?? "");
    if (address === undefined || mayTransfer(one, { address }) !== "yes") return [];
    const peer = serverOn(facts, node) !== undefined;
    const place = settingPlace(one, "allow-transfer");
    const unsaid = settingOf(one, "allow-transfer") === undefined;
    return [{ peer, step, node, server: one.server.node.name, zone, place, unsaid }];
  });
}

/** Each server's in one finding. */
export function givenBy(all: readonly Given[]) {
  return [...Map.groupBy(all, ({ server }) => server)].map(([server, given]) => ({
    where: places(given.map(({ place }) => place)),
    args: {
      server,
      who: listed(given.map(({ node }) => node)),
      ...{ asker: given[0]?.node ?? "", zone: given[0]?.zone ?? "" },
      zones: listed(given.map(({ zone }) => zone)),
      says: given.some(({ unsaid }) => unsaid)
        ? phrase`no allow-transfer holds for it, and then named gives it to all`
        : phrase`its allow-transfer lets it through`,
      steps: given.map(({ step }) => step).join(" "),
    },
  }));
}
