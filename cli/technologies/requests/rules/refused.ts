import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { failingBy, foundOf } from "../failing.ts";

export const kind: RuleKind = {
  kind: "refused",
  severity: "error",
  // A symptom: whatever else was found is nearer to the cause.
  rank: 95,
  needs: "wire",
  source: "RFC 9293 3.5.2: a port at which nobody listens answers with a reset",
  find: (facts) =>
    failingBy(facts, (how) => how === "refused").map((failing): Found => foundOf(failing)),
};
