import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { failingBy, foundOf } from "../failing.ts";

export const kind: RuleKind = {
  kind: "unavailable",
  severity: "error",
  // A symptom: whatever else was found is nearer to the cause.
  rank: 95,
  needs: "wire",
  source: "RFC 9110 15.6",
  find: (facts) =>
    failingBy(facts, (how) => /^HTTP 5/.test(how)).map((failing): Found => foundOf(failing)),
};
