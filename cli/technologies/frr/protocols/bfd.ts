import type { ProtocolKind } from "../../../core/kinds/protocol.ts";

export const kind: ProtocolKind = {
  kind: "bfd",
  about: "BFD's control packets and echoes (RFC 5881 4).",
  matches: ["udp dport 3784", "udp dport 3785"],
};
