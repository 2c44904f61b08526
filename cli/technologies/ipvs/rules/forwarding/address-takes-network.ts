import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { addressesOf, placeOf } from "../../../shell/boot.ts";
import {
  backendsOf,
  clientAddresses,
  covers,
  onePerNode,
  together,
  usesServices,
} from "../../world.ts";

export const kind: RuleKind = {
  kind: "address-takes-network",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "ip-address(8); on lo every address of the prefix is local",
  breaks: usesServices,
  find(facts) {
    const found = onePerNode(backendsOf(facts)).flatMap(({ boot, service }): Found[] => {
      const clients = clientAddresses(facts, service);
      return (addressesOf(boot) ?? [])
        .filter(({ address, device }) => address === service.address && device === "lo")
        .filter(
          ({ address, prefix }) =>
            prefix < 32 && clients.some((client) => covers(address, prefix, client)),
        )
        .map((one) => ({
          where: placeOf(boot, one),
          args: { vip: service.address, prefix: one.prefix, client: clients.join(", ") },
        }));
    });
    return together(found);
  },
};
