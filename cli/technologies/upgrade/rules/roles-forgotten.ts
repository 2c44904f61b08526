import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundAt, movesMaster, placeOf, scripts, scriptsThat } from "../scripts.ts";
import { goesThrough } from "../steps.ts";

/** By the store itself, or in its file. */
const writesRoles = /\bconfig\s+rewrite\b|redis\.conf/i;

export const kind: RuleKind = {
  kind: "roles-forgotten",
  severity: "error",
  rank: 35,
  needs: "files",
  source: "Redis, CONFIG REWRITE",
  breaks: goesThrough,
  find: (facts) => {
    const forgetful = scriptsThat(
      facts,
      scripts.upgrade,
      (code) => movesMaster.test(code) && !writesRoles.test(code),
    );
    return foundAt(forgetful.map((one) => placeOf(one, movesMaster)));
  },
};
