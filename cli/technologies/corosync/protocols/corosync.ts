import type { ProtocolKind } from "../../../core/kinds/protocol.ts";

export const kind: ProtocolKind = {
  kind: "corosync",
  about: "What Corosync's Totem says over UDP, to mcastport, by default 5405 (corosync.conf(5)).",
  matches: ["udp dport 5405"],
};
