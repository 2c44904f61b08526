import type { ProtocolKind } from "../../../core/kinds/protocol.ts";

export const kind: ProtocolKind = {
  kind: "bgp",
  about: "BGP, both ways (RFC 4271 8.2.1: port 179).",
  matches: ["tcp dport 179", "tcp sport 179"],
};
