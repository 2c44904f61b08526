import { round } from "../../../core/base/numbers.ts";
import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { paceOf } from "../hops.ts";

export const kind: FormulaKind = {
  kind: "drs-notify",
  about:
    "How long until a change is at every controller: each looks every N for changes that its partners do not have, and tells them; they pull at once. It goes from partner to partner, so h times for the two that lie farthest apart. Whether a partner is in another site makes no difference to Samba 4.17: it never looks at the schedule that its KCC writes.",
  bound(view) {
    const pace = paceOf(view.run);
    if (typeof pace === "string") return pace;
    const [h, N] = [pace.hops, pace.of("notifyS")];
    return {
      lo: 0,
      hi: round(h * N),
      formula: "0 .. hN",
      inputs: { h, N },
      source: "Samba 4.17 source4/dsdb/repl/drepl_notify.c dreplsrv_notify_schedule()",
    };
  },
};
