import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { addressesOf, placeOf } from "../../../shell/boot.ts";
import { arpSetting, askedOn } from "../../arp.ts";
import { backendsOf, onePerNode, together, usesServices } from "../../world.ts";

export const kind: RuleKind = {
  kind: "address-on-card",
  severity: "error",
  rank: 15,
  needs: "files",
  source: "Linux Documentation/networking/ip-sysctl.rst, arp_ignore 1",
  breaks: usesServices,
  find(facts) {
    const asked = backendsOf(facts).filter(({ method }) => method === "DR" || method === "TUN");
    const found = onePerNode(asked).flatMap((one): Found[] => {
      const { boot, service } = one;
      const device = askedOn(one);
      const added = addressesOf(boot)?.find(({ address }) => address === service.address);
      if (device === undefined || added?.device !== device) return [];
      if (arpSetting(one, device, "arp_ignore") !== 1) return [];
      return [{ where: placeOf(boot, added), args: { vip: service.address, device } }];
    });
    return together(found);
  },
};
