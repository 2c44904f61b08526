import { type Found, type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { addressesOf, bootOf, placeOf } from "../../../shell/boot.ts";
import { directorNodes } from "../../directors.ts";
import {
  backendsOf,
  clientAddresses,
  movedAddresses,
  onePerNode,
  together,
  wayTo,
} from "../../world.ts";

export const kind: RuleKind = {
  kind: "gateway-stays",
  severity: "error",
  rank: 25,
  needs: "files",
  follows: ["keepalived/asked-address-missing"],
  source: "keepalived.conf(5), virtual_ipaddress; ipvsadm(8), --masquerading",
  breaks: (step) => stepHas(step, { formulas: ["vrrp-crash", "vrrp-track"] }),
  find(facts) {
    const asked = onePerNode(backendsOf(facts).filter(({ method }) => method === "NAT"));
    const gateways = asked.flatMap(({ node, boot, service }) => {
      const [client] = clientAddresses(facts, service);
      const way = client === undefined ? undefined : wayTo(node, boot, client);
      return way?.how === "via" ? [way.gateway] : [];
    });
    const moved = movedAddresses(facts);
    if (directorNodes(facts).length < 2) return [];
    const found = directorNodes(facts).flatMap((node): Found[] => {
      const boot = bootOf(node, facts);
      return (addressesOf(boot) ?? [])
        .filter(({ address }) => gateways.includes(address) && !moved.includes(address))
        .map((one) => ({ where: placeOf(boot, one), args: { gateway: one.address } }));
    });
    return together(found);
  },
};
