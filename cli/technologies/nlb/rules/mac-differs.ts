import type { RuleKind } from "../../../core/kinds/rule.ts";
import { arpRuleOf } from "../arp.ts";
import { clientsFeel, disagreement, oddOf } from "../felt.ts";
import { arpPacket } from "../packets.ts";
import { filterPlace, serviceOf, siteNodes } from "../site.ts";

export const kind: RuleKind = {
  kind: "mac-differs",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "RFC 826: a client keeps one MAC for an address",
  breaks: clientsFeel,
  find(facts) {
    const service = serviceOf(facts);
    if (!service) return [];
    const { address } = service;
    const said = siteNodes(facts, service).flatMap((one) => {
      const { ends, marks } = arpPacket(one.ruleset, { operation: "reply", address });
      const [place] = filterPlace(one, arpRuleOf(one.ruleset));
      if (ends !== "accepted" || marks.mac === undefined || !place) return [];
      return [{ node: one.node.name, value: marks.mac, place }];
    });
    const odd = oddOf(said);
    return odd ? [disagreement(odd)] : [];
  },
};
