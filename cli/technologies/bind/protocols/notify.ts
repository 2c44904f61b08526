import type { ProtocolKind } from "../../../core/kinds/protocol.ts";

export const kind: ProtocolKind = {
  kind: "notify",
  about: "NOTIFY messages and nothing else: opcode 4 of DNS (RFC 1996 3).",
  // The opcode: 4 bits, behind 8 bytes of UDP, 2 of the message's id, and the QR bit.
  matches: ["udp dport 53 @th,80,8 & 0x78 == 0x20"],
};
