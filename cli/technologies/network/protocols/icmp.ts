import type { ProtocolKind } from "../../../core/kinds/protocol.ts";

export const kind: ProtocolKind = {
  kind: "icmp",
  about: "Pings, and what routers report (RFC 792).",
  matches: ["ip protocol icmp"],
};
