import type { RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf, takesAddress } from "../../shell/boot.ts";
import { clientsFeel } from "../felt.ts";
import { serviceOf, siteNodes, together } from "../site.ts";

export const kind: RuleKind = {
  kind: "address-missing",
  severity: "error",
  rank: 10,
  needs: "files",
  source: "ip-address(8); RFC 1122 3.2.1.3: a host takes what is for one of its own addresses",
  breaks: clientsFeel,
  find(facts) {
    const service = serviceOf(facts);
    if (!service) return [];
    const found = siteNodes(facts, service).flatMap(({ node, boot }) => {
      const has = node.links.some(({ address }) => address === service.address);
      if (!boot.file || has || takesAddress(boot, service.address) !== false) return [];
      return [{ where: placeOf(boot, undefined), args: { vip: service.address } }];
    });
    return together(found);
  },
};
