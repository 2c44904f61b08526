import { type Found, placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { oncePerLine, scriptsOf } from "../facts.ts";

export const kind: RuleKind = {
  kind: "seized-from-living",
  severity: "warning",
  rank: 40,
  needs: "files",
  source: "samba-tool(8): fsmo seize --force does not tell the owner; for a while there are two",
  breaks: (step) =>
    stepHas(step, { faults: ["take-roles"] }) && step.fault?.["because"] === "planned",
  find: (facts) =>
    oncePerLine(
      scriptsOf(facts).flatMap(({ file, said }): Found[] => {
        const first = said.calls.find(({ verb, forced }) => verb === "seize" && forced);
        if (!first || said.calls.some(({ verb }) => verb === "transfer")) return [];
        return [{ where: [placeIn(file, first.line)], args: {} }];
      }),
    ),
};
