import type { RuleKind } from "../../../core/kinds/rule.ts";
import { clientsFeel } from "../felt.ts";
import { arpPacket } from "../packets.ts";
import { arrives, filterPlace, serviceOf, siteNodes, together } from "../site.ts";

/** The lowest bit of its first byte is 1. */
function isGroup(mac: string): boolean {
  return Number.parseInt(mac.slice(0, 2), 16) % 2 === 1;
}

export const kind: RuleKind = {
  kind: "deaf-to-multicast",
  severity: "error",
  rank: 15,
  needs: "files",
  source: "nft(8), meta pkttype; Linux net/ipv4/tcp_ipv4.c (tcp_v4_rcv takes PACKET_HOST only)",
  breaks: clientsFeel,
  find(facts) {
    const service = serviceOf(facts);
    if (!service) return [];
    const found = siteNodes(facts, service).flatMap((one) => {
      const reply = arpPacket(one.ruleset, { operation: "reply", address: service.address });
      const mac = reply.marks.mac ?? "";
      const own = arrives(one, service, { mine: true, leased: true });
      const deaf = own.ends === "accepted" && own.marks.type === "multicast";
      if (reply.ends !== "accepted" || !isGroup(mac) || !deaf) return [];
      return [{ where: filterPlace(one, own.by?.place), args: { mac, vip: service.address } }];
    });
    return together(found);
  },
};
