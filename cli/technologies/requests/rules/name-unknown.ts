import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { failingBy, foundOf } from "../failing.ts";

export const kind: RuleKind = {
  kind: "name-unknown",
  severity: "error",
  // A symptom: whatever else was found is nearer to the cause.
  rank: 95,
  needs: "wire",
  source: "RFC 1035 4.1.1, RCODE 3 (NXDOMAIN)",
  find: (facts) =>
    failingBy(facts, (how) => how === "NXDOMAIN").map((failing): Found => foundOf(failing)),
};
