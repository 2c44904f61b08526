import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { effectsIn, placeOf } from "../../shell/boot.ts";
import { arpPacket } from "../packets.ts";
import { serviceOf, siteNodes, tellsArp, together } from "../site.ts";

export const kind: RuleKind = {
  kind: "mac-not-joined",
  severity: "hint",
  rank: 50,
  needs: "files",
  follows: ["nlb/mac-differs"],
  source:
    "ip-maddress(8); packet(7), PACKET_MR_MULTICAST: a card may filter groups that nobody joined",
  find(facts) {
    const service = serviceOf(facts);
    if (!service) return [];
    const found = siteNodes(facts, service).flatMap((one): Found[] => {
      const { boot, ruleset } = one;
      const packet = { operation: "reply", address: service.address } as const;
      const { mac } = arpPacket(ruleset, packet).marks;
      const joined = effectsIn(boot, "multicast").some((effect) => effect.mac === mac);
      if (mac === undefined || joined || tellsArp(one) || !boot.file) return [];
      return [{ where: placeOf(boot, undefined), args: { mac } }];
    });
    return together(found);
  },
};
