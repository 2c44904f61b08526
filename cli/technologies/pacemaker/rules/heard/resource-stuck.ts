import { phrase } from "../../../../core/kinds/phrase.ts";
import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { foundOn, inFile, nearer, seenOf } from "../../meaning/seen.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "resource-stuck",
  severity: "error",
  rank: 68,
  needs: "node",
  follows: [...nearer, ...inFile, "pacemaker/action-fails"],
  source: "Pacemaker Explained, Resource Operations: on-fail; crm_mon(8): FAILED, blocked",
  breaks: expectsAnything,
  find: (facts) =>
    seenOf(facts).flatMap((seen) =>
      seen.values.resources
        .filter(({ failed, blocked }) => failed || blocked)
        .map(({ id, on, blocked }) =>
          foundOn(seen, `${id}: FAILED${blocked ? " (blocked)" : ""} ${on.join(" ")}`.trim(), {
            id,
            state: blocked ? phrase`failed and blocked` : phrase`failed`,
          }),
        ),
    ),
};
