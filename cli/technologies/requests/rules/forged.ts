import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { failingBy, foundOf } from "../failing.ts";

export const kind: RuleKind = {
  kind: "forged",
  severity: "error",
  // A symptom: whatever else was found is nearer to the cause.
  rank: 95,
  needs: "wire",
  source: "ADR 21",
  find: (facts) =>
    failingBy(facts, (how) => how === "forged").map((failing): Found => foundOf(failing)),
};
