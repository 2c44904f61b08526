import { allOf } from "../../../core/kinds/phrase.ts";
import { placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { membersOf, ordersOf } from "../orders.ts";
import { foundAt } from "../scripts.ts";
import { goesBack, goesThrough } from "../steps.ts";

export const kind: RuleKind = {
  kind: "one-line",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "templates/upgrade: nodes of one line are upgraded at the same time",
  breaks: (step) => goesThrough(step) || goesBack(step),
  find: (facts) =>
    ordersOf(facts).flatMap(({ file, lines }) => {
      const names = membersOf(facts).map(({ name }) => name);
      const wide = lines.filter(
        ({ nodes }) => nodes.filter((one) => names.includes(one)).length > 1,
      );
      const all = wide.flatMap(({ nodes }) => nodes);
      return foundAt(
        wide.map(({ line }) => placeIn(file, line)),
        { together: allOf(all) },
      );
    }),
};
