import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { type Line, linesOf } from "../settings.ts";

function foundOf(missing: readonly Line[]): Found[] {
  const [first] = missing;
  if (!first) return [];
  const names = missing.map(({ name }) => name).join(", ");
  const args = { names, first: first.name, step: first.step.id };
  return [{ where: missing.map(({ place }) => place), args }];
}

export const kind: RuleKind = {
  kind: "no-prediction",
  severity: "error",
  rank: 10,
  needs: "files",
  source: "the check `predicted`: lines NAME: VALUE UNIT",
  breaks: (step, { args }) => step.id === args["step"],
  find(facts) {
    const byStep = Map.groupBy(linesOf(facts), ({ step }) => step);
    return [...byStep.values()].flatMap((lines) => {
      const missing = lines.filter(({ text }) => text === undefined);
      // Of lines for one check only that one counts whose word was measured.
      const certain = missing.filter(({ check }) =>
        lines.every((other) => other.check !== check || other.text === undefined),
      );
      return foundOf(certain);
    });
  },
};
