import type { RuleKind } from "../../../core/kinds/rule.ts";
import { arpRuleOf } from "../arp.ts";
import { clientsFeel } from "../felt.ts";
import { arpPacket } from "../packets.ts";
import { filterPlace, serviceOf, siteNodes, tellsArp, together } from "../site.ts";

export const kind: RuleKind = {
  kind: "replies-only",
  severity: "error",
  rank: 25,
  needs: "files",
  source: "RFC 826: whoever is asked learns the asker's MAC as well",
  breaks: clientsFeel,
  find(facts) {
    const service = serviceOf(facts);
    if (!service) return [];
    const found = siteNodes(facts, service).flatMap((one) => {
      const { address } = service;
      const reply = arpPacket(one.ruleset, { operation: "reply", address });
      const request = arpPacket(one.ruleset, { operation: "request", address });
      const sure = reply.ends === "accepted" && request.ends === "accepted" && !tellsArp(one);
      const { mac = "" } = reply.marks;
      if (!sure || mac === "" || request.marks.mac !== undefined) return [];
      return [{ where: filterPlace(one, arpRuleOf(one.ruleset)), args: { mac, vip: address } }];
    });
    return together(found);
  },
};
