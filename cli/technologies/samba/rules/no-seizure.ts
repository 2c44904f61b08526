import { type Found, placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { oncePerLine, scriptsOf } from "../facts.ts";

export const kind: RuleKind = {
  kind: "no-seizure",
  severity: "error",
  rank: 24,
  needs: "files",
  source: "samba-tool(8): fsmo transfer asks the owner, fsmo seize does not",
  breaks: (step) => stepHas(step, { faults: ["take-roles"] }) && step.fault?.["because"] === "dead",
  find: (facts) =>
    oncePerLine(
      scriptsOf(facts).flatMap(({ file, said }): Found[] => {
        const first = said.calls.find(({ verb }) => verb === "transfer");
        if (!first || said.calls.some(({ verb }) => verb === "seize")) return [];
        return [{ where: [placeIn(file, first.line)], args: {} }];
      }),
    ),
};
