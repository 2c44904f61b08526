import { phrase } from "../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { unitsOf } from "../predictions.ts";
import { linesOf, measuresOf, numberOf, unitOf } from "../settings.ts";

export const kind: RuleKind = {
  kind: "not-a-number",
  severity: "error",
  rank: 10,
  needs: "files",
  source: "the check `predicted`: lines NAME: VALUE UNIT",
  breaks: (step, { args }) => step.expect.some((spec) => spec["prediction"] === args["prediction"]),
  find(facts) {
    const measures = measuresOf(facts);
    return linesOf(facts).flatMap((line): Found[] => {
      const { check, name, text, place } = line;
      const measured = measures.get(String(check["measure"]));
      const divided = check["over"] !== undefined;
      const unit = divided ? "" : measured && unitOf(measured);
      if (text === undefined || unit === undefined || check["by"] !== undefined) return [];
      if (numberOf(facts, line, unit) !== undefined) return [];
      const units = unit === "" ? phrase`none` : unitsOf(unit);
      return [
        {
          where: [place],
          args: { name, said: text, units, prediction: String(check["prediction"]) },
        },
      ];
    });
  },
};
