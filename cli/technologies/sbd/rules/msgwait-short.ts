import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { stepHas } from "../../../core/kinds/rule.ts";
import { createdOf, merged, msgwaitOf, placeOfOption, watchdogOf } from "../settings.ts";

export const kind: RuleKind = {
  kind: "msgwait-short",
  severity: "error",
  rank: 31,
  needs: "files",
  source: "sbd(8), create: -4 should be twice -1",
  breaks: (step) => stepHas(step, { checks: ["disk-timeouts"] }),
  find: (facts) =>
    merged(
      createdOf(facts).flatMap((created): Found[] => {
        const [watchdog, msgwait] = [watchdogOf(created), msgwaitOf(created)];
        if (msgwait >= 2 * watchdog) return [];
        const args = { watchdog, msgwait, least: 2 * watchdog };
        return [{ where: [placeOfOption(created, "4", "1")], args }];
      }),
    ),
};
