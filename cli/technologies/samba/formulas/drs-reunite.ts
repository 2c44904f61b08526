import { round } from "../../../core/base/numbers.ts";
import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { paceOf } from "../hops.ts";

/** Of a connection that is being made; one that is there begins with less (RFC 6298 2.1). */
const firstRetryS = 1;

export const kind: FormulaKind = {
  kind: "drs-reunite",
  about:
    "How long until controllers that were cut off from each other for L have each other's changes: what was on its way into the cut is said again when TCP's next retry is due, which comes as late again as the cut was long, and the first retry's R; a controller has one operation under way at a time, and all others wait for it; then h hops, N each.",
  bound(view) {
    const pace = paceOf(view.run);
    if (typeof pace === "string") return pace;
    const { effectNs, healedNs } = view.fault ?? {};
    if (effectNs === undefined || healedNs === undefined) return "the cut has not been healed";
    const [h, N, R] = [pace.hops, pace.of("notifyS"), firstRetryS];
    const L = round((healedNs - effectNs) / 1e9);
    return {
      lo: 0,
      hi: round(L + R + h * N),
      formula: "0 .. L+R+hN",
      inputs: { L, R, h, N },
      source:
        "RFC 6298 2.1, 5.5; Samba 4.17 source4/dsdb/repl/drepl_notify.c dreplsrv_notify_run_ops()",
    };
  },
};
