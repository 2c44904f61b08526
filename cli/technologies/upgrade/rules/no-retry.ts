import { placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { balancersOf, lineOf } from "../balancers.ts";
import { foundAt } from "../scripts.ts";
import { goesThrough } from "../steps.ts";

/** A refusal of the shop is a 503. */
const asksAgain = /^\s*retry-on\s.*\b(503|all-retryable-errors)\b/m;
const never = /^\s*retries\s+0\b/m;

export const kind: RuleKind = {
  kind: "no-retry",
  severity: "error",
  rank: 30,
  needs: "files",
  follows: ["upgrade/role-not-asked"],
  source: "haproxy.cfg(5), retry-on",
  breaks: goesThrough,
  find: (facts) =>
    balancersOf(facts).flatMap((one) => {
      if (asksAgain.test(one.text) && !never.test(one.text)) return [];
      return foundAt([placeIn(one.file, lineOf(one, /^\s*(retries|retry-on)\s/))]);
    }),
};
