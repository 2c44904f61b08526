import { type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { placesOf } from "../choices.ts";
import { checkIn, foundWhere } from "../chosen.ts";

export const kind: RuleKind = {
  kind: "over-budget",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "the lab's budget: a place is a service on a node",
  breaks: (step) => stepHas(step, { checks: ["choice-budget"] }),
  find: (facts) =>
    foundWhere(facts, ({ choices, plan }) => {
      const budget = Number(checkIn(plan, "choice-budget")?.["places"] ?? Number.POSITIVE_INFINITY);
      const taken = placesOf(choices).length;
      const last = Math.max(0, ...Object.values(choices).map(({ line }) => line));
      return taken > budget ? [[last, { taken, budget }]] : [];
    }),
};
