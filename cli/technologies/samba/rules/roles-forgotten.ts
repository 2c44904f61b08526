import { allOf } from "../../../core/kinds/phrase.ts";
import { type Found, placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { unnamed } from "../config/take-roles.ts";
import { oncePerLine, scriptsOf } from "../facts.ts";

export const kind: RuleKind = {
  kind: "roles-forgotten",
  severity: "error",
  rank: 25,
  needs: "files",
  source: "MS-ADTS 3.1.1.1.11; samba-tool(8): fsmo, --role=all is seven roles",
  breaks: (step) => stepHas(step, { faults: ["take-roles"] }),
  find: (facts) =>
    oncePerLine(
      scriptsOf(facts).flatMap(({ file, said }) =>
        (["transfer", "seize"] as const).flatMap((verb): Found[] => {
          const first = said.calls.find((one) => one.verb === verb);
          const forgotten = first ? unnamed(said, verb) : [];
          if (!first || forgotten.length === 0) return [];
          return [{ where: [placeIn(file, first.line)], args: { verb, roles: allOf(forgotten) } }];
        }),
      ),
    ),
};
