import { type Found, placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { cpgNodes, oncePerLine } from "../config/cpg.ts";

const primary = { checks: ["primary-component"] };

/** Extended virtual synchrony allows it: it is a mistake where only a majority may go on. */
export const kind: RuleKind = {
  kind: "minority-sends",
  severity: "error",
  rank: 35,
  needs: "files",
  source: "halab-cpg (templates/cpg/layer/src/config.c): minority is `sends` unless it is said",
  breaks: (step) => stepHas(step, primary),
  find(facts) {
    if (!facts.plan.steps.some((step) => stepHas(step, primary))) return [];
    return oncePerLine(
      cpgNodes(facts).flatMap(({ file, config }): Found[] =>
        config.minority.value === "sends"
          ? [{ where: [placeIn(file, config.minority.line || undefined)], args: {} }]
          : [],
      ),
    );
  },
};
