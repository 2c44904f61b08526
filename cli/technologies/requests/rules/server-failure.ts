import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { failingBy, foundOf } from "../failing.ts";

export const kind: RuleKind = {
  kind: "server-failure",
  severity: "error",
  // A symptom: whatever else was found is nearer to the cause.
  rank: 95,
  needs: "wire",
  follows: [
    "bind/zone-not-loaded",
    "bind/transfer-fails",
    "bind/key-differs",
    "bind/zone-file-missing",
  ],
  source: "RFC 1035 4.1.1, RCODE 2 (SERVFAIL)",
  find: (facts) =>
    failingBy(facts, (how) => how === "SERVFAIL").map((failing): Found => foundOf(failing)),
};
