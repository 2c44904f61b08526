import { allOf } from "../../../core/kinds/phrase.ts";
import { placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { membersOf, ordersOf } from "../orders.ts";
import { foundAt } from "../scripts.ts";
import { goesThrough } from "../steps.ts";

export const kind: RuleKind = {
  kind: "node-forgotten",
  severity: "error",
  rank: 25,
  needs: "files",
  source: "templates/upgrade: who is in no line is not upgraded",
  breaks: goesThrough,
  find: (facts) =>
    ordersOf(facts).flatMap(({ file, lines }) => {
      const listed = lines.flatMap(({ nodes }) => nodes);
      const names = membersOf(facts).map(({ name }) => name);
      const missing = names.filter((name) => !listed.includes(name));
      if (missing.length === 0) return [];
      return foundAt([placeIn(file, lines.at(-1)?.line ?? 1)], { missing: allOf(missing) });
    }),
};
