import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundAt, placeOf, scripts, scriptsThat } from "../scripts.ts";
import { goesBack } from "../steps.ts";

export const kind: RuleKind = {
  kind: "no-way-back",
  severity: "error",
  rank: 25,
  needs: "files",
  source: "templates/upgrade: /opt/store leads to the release in use",
  breaks: goesBack,
  find: (facts) => {
    const idle = scriptsThat(facts, scripts.rollback, (code) => !code.includes("/opt/"));
    return foundAt(idle.map((one) => placeOf(one)));
  },
};
