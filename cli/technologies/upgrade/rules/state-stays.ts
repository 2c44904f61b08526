import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundAt, placeOf, scripts, scriptsThat } from "../scripts.ts";
import { goesBack } from "../steps.ts";

const startsStore = /\bhalab-svc\s+(re)?start\s+store\b/;
/** Whatever it does with it: the file, its folder, or where it would be kept. */
const touchesState = /dump|\.rdb\b|\/var\/lib\/redis|\bdbfilename\b/i;

/** A name that is given to it, and not yet used. */
const assignments = /^\s*\w+=\S*$/gm;

export const kind: RuleKind = {
  kind: "state-stays",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "Redis rdb.c: Can't handle RDB format version",
  breaks: goesBack,
  find: (facts) => {
    const blind = scriptsThat(
      facts,
      scripts.rollback,
      (code) => startsStore.test(code) && !touchesState.test(code.replace(assignments, "")),
    );
    return foundAt(blind.map((one) => placeOf(one, startsStore)));
  },
};
