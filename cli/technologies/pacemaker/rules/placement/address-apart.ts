import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Config, placeOf, readable, wholeOf } from "../../meaning/config.ts";
import { addressesIn, areTogether, serversIn } from "../../meaning/pairings.ts";
import type { Resource } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

/** Nothing says where it is to run. */
function isFree(config: Config, { id }: Resource): boolean {
  const whole = new Set(wholeOf(config, id));
  return !config.constraints.some(
    ({ kind: is, complex, steps }) =>
      is === "location" && (complex || steps.flat().some((one) => whole.has(one.id))),
  );
}

function foundIn(config: Config): readonly Found[] {
  const [addresses, servers] = [addressesIn(config), serversIn(config)];
  const alone = addresses.filter(
    (address) =>
      isFree(config, address) &&
      !servers.some((server) => areTogether(config, { address, server })),
  );
  const unbound = servers.filter(
    (server) =>
      isFree(config, server) &&
      !addresses.some((address) => areTogether(config, { address, server })),
  );
  const [address, server] = [alone[0], unbound[0]];
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
