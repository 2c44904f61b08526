import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundAt, placeOf, restartsStore, scripts, scriptsThat } from "../scripts.ts";
import { goesThrough } from "../steps.ts";

const switches = /\bln\b.*\/opt\/store\b/;

export const kind: RuleKind = {
  kind: "never-restarted",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "execve(2): a process is the program that it was started as",
  breaks: goesThrough,
  find: (facts) => {
    const idle = scriptsThat(
      facts,
      scripts.upgrade,
      (code) => switches.test(code) && !restartsStore.test(code),
    );
    return foundAt(idle.map((one) => placeOf(one, switches)));
  },
};
