import type { ProtocolKind } from "../../../core/kinds/protocol.ts";

export const kind: ProtocolKind = {
  kind: "arp",
  about: "Who has which address on the segment (RFC 826).",
  matches: ["ether type arp"],
};
