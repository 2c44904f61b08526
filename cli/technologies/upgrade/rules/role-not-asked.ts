import { placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { balancersOf, lineOf } from "../balancers.ts";
import { foundAt } from "../scripts.ts";

/** By an answer that is looked at, or by somebody who is asked instead. */
const asksRole =
  /^\s*(tcp-check|http-check)\s+expect\b|\boption\s+(httpchk|external-check)\b|\bagent-check\b/m;

export const kind: RuleKind = {
  kind: "role-not-asked",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "haproxy.cfg(5), tcp-check expect",
  breaks: (step) => stepHas(step, { checks: ["lost"] }),
  find: (facts) =>
    balancersOf(facts).flatMap((one) => {
      if (asksRole.test(one.text)) return [];
      return foundAt([placeIn(one.file, lineOf(one, /\bcheck\b/))]);
    }),
};
