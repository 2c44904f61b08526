import type { RuleKind } from "../../../core/kinds/rule.ts";
import { clientsFeel } from "../felt.ts";
import { arpPacket } from "../packets.ts";
import { filterPlace, serviceOf, siteNodes, tellsArp, together } from "../site.ts";

export const kind: RuleKind = {
  kind: "own-mac",
  severity: "error",
  rank: 15,
  needs: "files",
  source: "RFC 826; nft(8), ARP header expression",
  breaks: clientsFeel,
  find(facts) {
    const service = serviceOf(facts);
    if (!service) return [];
    const found = siteNodes(facts, service).flatMap((one) => {
      const packet = { operation: "reply", address: service.address } as const;
      const { ends, marks } = arpPacket(one.ruleset, packet);
      if (tellsArp(one) || ends !== "accepted" || marks.mac !== undefined) return [];
      return [{ where: filterPlace(one), args: { vip: service.address } }];
    });
    return together(found);
  },
};
