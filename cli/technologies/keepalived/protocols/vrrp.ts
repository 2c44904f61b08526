import type { ProtocolKind } from "../../../core/kinds/protocol.ts";

export const kind: ProtocolKind = {
  kind: "vrrp",
  about: "VRRP's adverts: IP protocol 112 (RFC 9568 5.1.1.4).",
  matches: ["ip protocol 112"],
};
