import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { addressesOf, placeOf } from "../../../shell/boot.ts";
import { arpSetting, askedOn } from "../../arp.ts";
import { backendsOf, onePerNode, together, usesServices } from "../../world.ts";

export const kind: RuleKind = {
  kind: "announces-address",
  severity: "warning",
  rank: 30,
  needs: "files",
  follows: ["ipvs/answers-arp"],
  source: "Linux Documentation/networking/ip-sysctl.rst, arp_announce",
  breaks: usesServices,
  find(facts) {
    const asked = backendsOf(facts).filter(({ method }) => method === "DR" || method === "TUN");
    const found = onePerNode(asked).flatMap((one): Found[] => {
      const device = askedOn(one);
      const level = device === undefined ? undefined : arpSetting(one, device, "arp_announce");
      if (level === undefined || level >= 2) return [];
      const { boot, service } = one;
      const added = addressesOf(boot)?.find(({ address }) => address === service.address);
      const args = { vip: service.address, device: device ?? "", level };
      return [{ where: placeOf(boot, added), args }];
    });
    return together(found);
  },
};
