import type { ProtocolKind } from "../../../core/kinds/protocol.ts";

export const kind: ProtocolKind = {
  kind: "ip",
  about: "IPv4, whatever it carries.",
  matches: ["ether type ip"],
};
