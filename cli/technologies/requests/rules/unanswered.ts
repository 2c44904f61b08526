import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { failingBy, foundOf } from "../failing.ts";

export const kind: RuleKind = {
  kind: "unanswered",
  severity: "error",
  // A symptom: whatever else was found is nearer to the cause.
  rank: 95,
  needs: "wire",
  source: "RFC 9293 3.8.3, RFC 826",
  find: (facts) =>
    failingBy(facts, (how) => how === "timed out" || how === "unreachable").map(
      (failing): Found => foundOf(failing),
    ),
};
