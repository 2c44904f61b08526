import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundAt, placeOf, scripts, scriptsThat } from "../scripts.ts";
import { goesThrough } from "../steps.ts";

const promotes = /\b(replicaof|slaveof)\s+no\s+one\b/i;
/** Before the replica is promoted, the old master takes nothing more. */
const holdsWrites =
  /\bfailover\b|\bclient\s+pause\b|\bmin-(replicas|slaves)-to-write\b|\bhalab-svc\s+stop\s+store\b[\s\S]*\bno\s+one\b/i;

export const kind: RuleKind = {
  kind: "second-master",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "Redis, REPLICAOF NO ONE",
  breaks: goesThrough,
  find: (facts) => {
    const split = scriptsThat(
      facts,
      scripts.upgrade,
      (code) => promotes.test(code) && !holdsWrites.test(code),
    );
    return foundAt(split.map((one) => placeOf(one, promotes)));
  },
};
