import { type Found, placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { cpgNodes, oncePerLine } from "../config/cpg.ts";

export const kind: RuleKind = {
  kind: "applies-sent",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "cpg_mcast_joined(3): the order is that of delivery, for the sender too",
  breaks: (step) => stepHas(step, { checks: ["agreed-order"] }),
  find: (facts) =>
    oncePerLine(
      cpgNodes(facts).flatMap(({ file, config }): Found[] =>
        config.apply.value === "sent"
          ? [{ where: [placeIn(file, config.apply.line)], args: {} }]
          : [],
      ),
    ),
};
