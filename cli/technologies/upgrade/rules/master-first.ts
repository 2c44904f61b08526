import { allOf } from "../../../core/kinds/phrase.ts";
import { placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { masterOf, ordersOf } from "../orders.ts";
import { foundAt } from "../scripts.ts";
import { goesBack, goesThrough } from "../steps.ts";

export const kind: RuleKind = {
  kind: "master-first",
  severity: "error",
  rank: 40,
  needs: "files",
  source: "templates/upgrade: the operator goes through the order line after line",
  // Recalled halfway, too: the master has been on the new release by then.
  breaks: (step) => goesThrough(step) || goesBack(step),
  find: (facts) => {
    const master = masterOf(facts);
    return ordersOf(facts).flatMap(({ file, lines }) => {
      const at = lines.findIndex(({ nodes }) => nodes.includes(master ?? ""));
      const line = lines[at]?.line;
      const after = lines.slice(at + 1).flatMap(({ nodes }) => nodes);
      if (master === undefined || line === undefined || after.length === 0) return [];
      return foundAt([placeIn(file, line)], { master, after: allOf(after) });
    });
  },
};
