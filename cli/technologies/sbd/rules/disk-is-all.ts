import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { stepHas } from "../../../core/kinds/rule.ts";
import { merged, watchersOf } from "../settings.ts";

const no = /^(?:no|false|off|0)$/i;

export const kind: RuleKind = {
  kind: "disk-is-all",
  severity: "warning",
  rank: 34,
  needs: "files",
  source: "sbd(8): -P, SBD_PACEMAKER",
  breaks: (step) => stepHas(step, { faults: ["cut"] }),
  find: (facts) =>
    merged(
      watchersOf(facts).flatMap(({ settings, devices }): Found[] => {
        const integrated = settings.get("SBD_PACEMAKER");
        if (!integrated || !no.test(integrated.value) || devices.length === 0) return [];
        return [{ where: [integrated.place], args: { said: integrated.value } }];
      }),
    ),
};
