import { phrase } from "../../../core/kinds/phrase.ts";
import type { ValidationKind } from "../../../core/kinds/validation.ts";
import { closedWays, waysOf } from "../ways.ts";

export const kind: ValidationKind = {
  kind: "paths",
  applies: ({ nodes }) => nodes.length > 1,
  rules: ["network/way-closed"],
  asks: true,
  seen(facts) {
    const all = waysOf(facts).length;
    return phrase`${all - closedWays(facts).length} of ${all} ways`;
  },
};
