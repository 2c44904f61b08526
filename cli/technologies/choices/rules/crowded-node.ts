import { allOf } from "../../../core/kinds/phrase.ts";
import { type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { loadsOf } from "../choices.ts";
import { checkIn, foundWhere } from "../chosen.ts";

export const kind: RuleKind = {
  kind: "crowded-node",
  severity: "error",
  rank: 21,
  needs: "files",
  source: "the lab's budget: so many places on a node",
  breaks: (step) => stepHas(step, { checks: ["choice-budget"] }),
  find: (facts) =>
    foundWhere(facts, ({ choices, plan }) => {
      const each = Number(checkIn(plan, "choice-budget")?.["each"] ?? Number.POSITIVE_INFINITY);
      return [...loadsOf(choices)]
        .filter(([, load]) => load > each)
        .map(([crowded, load]) => {
          const own = Object.entries(choices).filter(([, { nodes }]) => nodes.includes(crowded));
          const line = Math.max(...own.map(([, one]) => one.line));
          return [line, { crowded, load, each, services: allOf(own.map(([name]) => name)) }];
        });
    }),
};
