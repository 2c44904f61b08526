import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { inForceOf, nextTryS, sliceS } from "../standstill.ts";

export const kind: FormulaKind = {
  kind: "live-migration",
  about:
    "How long an answer of a moving guest may take. The guest stands still for at most the downtime-limit that QEMU had in force; what was sent to it then is lost, and TCP tries again 0.2, 0.6, 1.4 ... s later (RFC 6298 5.5). A guest that is slowed by p % to converge pauses for slice * p / (100 - p) at a time. Without hardware help add `plus: 600ms`: the code is translated anew.",
  bound(view) {
    const inForce = inForceOf(view.fault?.evidence ?? []);
    if (!inForce) return "no parameters of a live migration in force were read";
    const { downtimeLimitS, autoConverge, maxThrottle } = inForce;
    const pauseS = autoConverge ? (sliceS * maxThrottle) / (100 - maxThrottle) : 0;
    return {
      lo: 0,
      hi: nextTryS(downtimeLimitS) + pauseS,
      formula: `0 .. TCP's next try after downtime-limit${autoConverge ? " + pause" : ""}`,
      inputs: {
        "downtime-limit": downtimeLimitS,
        "next try": Math.round(nextTryS(downtimeLimitS) * 1000) / 1000,
        ...(autoConverge ? { pause: Math.round(pauseS * 1000) / 1000 } : {}),
      },
      source: "QEMU MigrationParameters, RFC 6298",
    };
  },
};
