import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { cpgNodes, oncePerLine } from "../config/cpg.ts";

export const kind: RuleKind = {
  kind: "refused",
  severity: "error",
  rank: 5,
  needs: "files",
  source: "halab-cpg (templates/cpg/layer/src/config.c)",
  find: (facts) =>
    oncePerLine(
      cpgNodes(facts).flatMap(({ file, config }): Found[] =>
        config.refused.map(({ line, why }) => ({
          where: [placeIn(file, line || undefined)],
          args: { why },
        })),
      ),
    ),
};
