import type { ProtocolKind } from "../../../core/kinds/protocol.ts";

export const kind: ProtocolKind = {
  kind: "dns",
  about: "Questions and answers on port 53, over UDP and TCP, both ways (RFC 1035 4.2).",
  matches: ["udp dport 53", "tcp dport 53", "udp sport 53", "tcp sport 53"],
};
