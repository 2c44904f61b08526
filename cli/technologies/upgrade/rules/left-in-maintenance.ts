import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundAt, placeOf, scripts, scriptsOf } from "../scripts.ts";
import { goesThrough } from "../steps.ts";

const takesOut = /\bstate\s+(maint|drain)\b|\bdisable\s+server\b/;
/** Also where the state is an argument: what it is called with cannot be seen. */
const putsBack = /\bready\b|\benable\s+server\b|\bstate\s+["']?\$/;

export const kind: RuleKind = {
  kind: "left-in-maintenance",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "HAProxy Management Guide, set server",
  breaks: goesThrough,
  find: (facts) => {
    const all = Object.values(scripts).flatMap((path) => scriptsOf(facts, path));
    if (all.some(({ code }) => putsBack.test(code))) return [];
    const takers = all.filter(({ code }) => takesOut.test(code));
    return foundAt(takers.map((one) => placeOf(one, takesOut)));
  },
};
