import type { RuleKind } from "../../../core/kinds/rule.ts";
import { services } from "../choices.ts";
import { foundWhere } from "../chosen.ts";

const steps: Readonly<Record<string, string>> = { backup: "drop-table" };

export const kind: RuleKind = {
  kind: "not-chosen",
  severity: "error",
  rank: 10,
  needs: "files",
  source: "templates/choices: a service without a line runs nowhere",
  breaks: (step, { args }) =>
    steps[String(args["service"])] === undefined || step.fault?.["fault"] === "drop-table",
  find: (facts) =>
    foundWhere(facts, ({ choices }) =>
      services.filter((service) => !choices[service]).map((service) => [1, { service }]),
    ),
};
