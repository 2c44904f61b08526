import { parseAddress } from "../../../core/base/address.ts";
import type { Facts, Found, RuleKind } from "../../../core/kinds/rule.ts";
import { movesGuest } from "../moves.ts";
import { type Hypervisor, hypervisorsOf } from "../settings.ts";

/** The guest's address, and the segment on which it is looked for. */
function guestOf({ plan }: Facts) {
  const probe = plan.probes.find(({ spec }) => spec["guest"] === true);
  const segment = probe?.spec["segment"];
  if (probe?.address === undefined || typeof segment !== "string") return undefined;
  return { address: probe.address, segment };
}

function foundIn({ settings, node }: Hypervisor, facts: Facts): Found[] {
  const guest = guestOf(facts);
  const bridge = settings.get("BRIDGE");
  const name = bridge?.value.startsWith("br-") ? bridge.value.slice("br-".length) : undefined;
  const known = node.links.some(({ segment }) => segment === name);
  if (!guest || !bridge || !known || name === guest.segment) return [];
  if (parseAddress(guest.address) === undefined) return [];
  const args = { bridge: bridge.value, address: guest.address, right: `br-${guest.segment}` };
  return [{ where: [bridge.place], args }];
}

export const kind: RuleKind = {
  kind: "wrong-bridge",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "bridge(8); a guest keeps its address, so its cable has to end in the same network",
  breaks: movesGuest,
  find: (facts) =>
    hypervisorsOf(facts)
      .filter(({ certain }) => certain)
      .flatMap((one) => foundIn(one, facts)),
};
