import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Config, placeOf, readable, wholeOf } from "../../meaning/config.ts";
import { addressesIn, serversIn } from "../../meaning/pairings.ts";
import type { Resource } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

/** Those that nothing says where to run. */
function freeIn(config: Config, resources: readonly Resource[]): readonly Resource[] {
  const about = config.constraints.filter(({ kind: is }) => is === "location");
  if (about.some(({ complex }) => complex)) return [];
  const placed = new Set(about.flatMap(({ steps }) => steps.flat().map(({ id }) => id)));
  return resources.filter(({ id }) => !wholeOf(config, id).some((one) => placed.has(one)));
}

function foundIn(config: Config): readonly Found[] {
  const rootsOf = (all: readonly Resource[]) =>
    new Set(all.map(({ id }) => config.together.get(id)));
  const [addresses, servers] = [addressesIn(config), serversIn(config)];
  const [ofAddresses, ofServers] = [rootsOf(addresses), rootsOf(servers)];
  const alone = (all: readonly Resource[], others: ReadonlySet<string | undefined>) =>
    freeIn(config, all).find(({ id }) => !others.has(config.together.get(id)));
  const [address, server] = [alone(addresses, ofServers), alone(servers, ofAddresses)];
  if (!address || !server) return [];
  return [
    {
      where: [placeOf(config, server.word), placeOf(config, address.word)],
      args: { address: address.id, server: server.id },
    },
  ];
}

export const kind: RuleKind = {
  kind: "address-apart",
  severity: "error",
  rank: 42,
  needs: "files",
  follows: [...unread, "pacemaker/resource-unknown", "pacemaker/colocation-missing"],
  source:
    "Pacemaker Explained, Colocation Constraints; Clusters from Scratch, Ensure Resources Run on the Same Host",
  breaks: expectsAnything,
  find: (facts) =>
    readable(facts)
      .filter(({ opaque }) => !opaque)
      .flatMap(foundIn),
};
