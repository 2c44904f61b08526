import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { failingBy, foundOf } from "../failing.ts";

export const kind: RuleKind = {
  kind: "query-refused",
  severity: "error",
  // A symptom: whatever else was found is nearer to the cause.
  rank: 95,
  needs: "wire",
  source: "RFC 1035 4.1.1, RCODE 5 (REFUSED)",
  find: (facts) =>
    failingBy(facts, (how) => how === "REFUSED").map((failing): Found => foundOf(failing)),
};
