import type { ProtocolKind } from "../../../core/kinds/protocol.ts";

export const kind: ProtocolKind = { kind: "all", about: "Every frame.", matches: [""] };
