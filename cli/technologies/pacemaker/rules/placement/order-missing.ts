import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Config, foundAt, readable, wholeOf } from "../../meaning/config.ts";
import { type Edge, edgesOf, waitsFor } from "../../meaning/orders.ts";
import { areTogether, type Pairing, pairingsIn } from "../../meaning/pairings.ts";
import { unread } from "../../meaning/unread.ts";

/** By a colocation that names both, themselves or what they are in. */
function foundFor(
  config: Config,
  edges: readonly Edge[],
  { address, server }: Pairing,
): readonly Found[] {
  const [ofAddress, ofServer] = [wholeOf(config, address.id), wholeOf(config, server.id)];
  if (ofAddress.some((id) => id !== address.id && ofServer.includes(id))) return [];
  const binding = config.constraints.find(({ kind: is, steps, complex }) => {
    if (is !== "colocation" || complex) return false;
    const ids = steps.flat().map(({ id }) => id);
    return [ofAddress, ofServer].every((all) => all.some((id) => ids.includes(id)));
  });
  if (!binding) return [];
  const isOrdered = ofServer.some((later) =>
    ofAddress.some((id) => waitsFor(edges, later, id) || waitsFor(edges, id, later)),
  );
  if (isOrdered) return [];
  return [
    foundAt(config, binding.word, { address: address.id, server: server.id, id: binding.id }),
  ];
}

function foundIn(config: Config): readonly Found[] {
  // An order of sets, or one with other actions, says something as well.
  const isSaid = config.constraints.some(
    ({ kind: is, complex, mandatory }) => is === "order" && (complex || !mandatory),
  );
  if (isSaid) return [];
  const edges = edgesOf(config);
  return pairingsIn(config)
    .filter((pairing) => areTogether(config, pairing))
    .flatMap((pairing) => foundFor(config, edges, pairing));
}

export const kind: RuleKind = {
  kind: "order-missing",
  severity: "warning",
  rank: 45,
  needs: "files",
  follows: unread,
  source:
    "Pacemaker Explained, Ordering Constraints; Clusters from Scratch, Ensure Resources Start and Stop in Order",
  find: (facts) => readable(facts).flatMap(foundIn),
};
